using System.Text;

namespace Aegis.Testing.Processes;

/// <summary>The text of a stream, as far as it was read, with its line ends as they came.</summary>
internal sealed class OutputText
{
    private readonly StringBuilder _text = new();

    public OutputText(StreamReader reader) => Ended = ReadAsync(reader);

    public Task Ended { get; }

    public override string ToString()
    {
        lock (_text)
        {
            return _text.ToString();
        }
    }

    private async Task ReadAsync(StreamReader reader)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            lock (_text)
            {
                _text.Append(buffer, 0, count);
            }
        }
    }
}
