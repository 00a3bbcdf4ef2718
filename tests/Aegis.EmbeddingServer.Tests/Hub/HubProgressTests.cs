using Microsoft.Extensions.Time.Testing;

namespace Aegis.EmbeddingServer.Tests.Hub;

public sealed class HubProgressTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Show_OnATerminal_WritesOverItsLineAndNotTooOften()
    {
        _clock.Advance(TimeSpan.FromHours(1));
        var progress = new HubProgress(_output, isTerminal: true, _clock);

        progress.Show("model.onnx", 900, 1_000_000);
        progress.Show("model.onnx", 1000, 1_000_000);
        _clock.Advance(TimeSpan.FromSeconds(1));
        progress.Show("model.onnx", 500_000, 1_000_000);
        progress.WriteLine("done");

        var lines = _output.ToString().Split('\r').Select(line => line.TrimEnd(' ')).ToArray();
        Assert.Equal(["", "model.onnx: 900 bytes of 1.0 MB, 0 %", "model.onnx: 500.0 kB of 1.0 MB, 50 %"], lines[..3]);
        Assert.Equal("done".PadRight(lines[2].Length) + "\n", lines[3]);
    }

    [Fact]
    public void Show_OnNoTerminal_IsQuiet()
    {
        var progress = new HubProgress(_output, isTerminal: false, _clock);

        progress.Show("model.onnx", 1, 2);
        progress.WriteLine("done");

        Assert.Equal("done\n", _output.ToString());
    }
}
