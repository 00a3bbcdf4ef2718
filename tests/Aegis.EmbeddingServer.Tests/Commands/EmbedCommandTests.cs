using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Aegis.EmbeddingServer.Tests.Commands;

/// <summary><c>embed</c> as a process, on the bundled model.</summary>
public sealed partial class EmbedCommandTests : IDisposable
{
    private const string Fp32 = "--Aegis:Model:Precision=fp32";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Embed_Lines_GivesTheVectorsOfTheServerInOrder()
    {
        var texts = Bundled.Reference("fp32").Select(reference => reference.Text)
            .Where(text => !text.Contains('\n', StringComparison.Ordinal))
            .ToArray();
        await using var server = await TestServer.StartAsync("Aegis:Model:Precision=fp32");
        var expected = await EmbeddingsCaller.VectorsAsync(server.Client, new { input = texts });

        var result = await Tool.RunAsync(string.Join('\n', texts), "embed", Fp32);
        var lines = Parse(result);

        Assert.Equal(Enumerable.Range(0, texts.Length), lines.Select(line => line.GetProperty("index").GetInt32()));
        Assert.All(lines.Zip(expected), pair => Assert.Equal(0, Distance(Vector(pair.First), pair.Second), 1e-5));
        Assert.All(
            lines.Zip(texts),
            pair => Assert.Equal(Bundled.Tokenizer.Tokenize(pair.Second).Length, pair.First.GetProperty("tokens").GetInt32()));
    }

    [Fact]
    public async Task Embed_EmptyLinesAndWindowsEnds_AreLines()
    {
        var lines = Parse(await Tool.RunAsync("\uFEFFhello\r\n\r\nhello\n", "embed", Fp32));

        Assert.Equal([3, 2, 3], lines.Select(line => line.GetProperty("tokens").GetInt32()));
    }

    [Fact]
    public async Task Embed_ManyLines_KeepsTheirOrderOverManyBatches()
    {
        string[] words = ["zero", "one", "two", "three", "four", "five", "six"];
        var lines = Parse(
            await Tool.RunAsync(string.Concat(Enumerable.Range(0, 3000).Select(number => words[number % 7] + "\n")), "embed", Fp32));

        Assert.Equal(3000, lines.Length);
        Assert.All(Enumerable.Range(0, 3000), number => Assert.Equal(0, Distance(Vector(lines[number]), Vector(lines[number % 7])), 1e-5));
    }

    [Fact]
    public async Task Embed_Npy_IsAnArrayOfTheSameVectors()
    {
        var file = _folder.File("vectors.npy");
        await File.WriteAllTextAsync(_folder.File("lines.txt"), "hello\nworld\n");

        string[] args = ["embed", "--input", _folder.File("lines.txt"), "--output", file, "--format", "npy", "--dimensions", "8", Fp32];
        var result = await Tool.RunAsync(string.Empty, args);
        var expected = Parse(await Tool.RunAsync("hello\nworld", "embed", "--dimensions", "8", Fp32));

        Assert.True(result.ExitCode == 0, result.Errors);
        var (rows, width, values) = ReadNpy(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal((2, 8), (rows, width));
        Assert.Equal(expected.SelectMany(Vector), values);
        Assert.Equal(["lines.txt", "vectors.npy"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Embed_NothingAsNpy_IsAnArrayWithoutRows()
    {
        var result = await Tool.RunAsync(string.Empty, "embed", "--format", "npy", Fp32);

        var (rows, width, _) = ReadNpy(result.Output);
        Assert.Equal((0, 384), (rows, width));
    }

    [Fact]
    public async Task Embed_LongLine_IsCutAndThatIsSaid()
    {
        var result = await Tool.RunAsync(string.Concat(Enumerable.Repeat("word ", 300)) + "\nshort\n", "embed", Fp32);
        var lines = Parse(result);

        Assert.True(lines[0].GetProperty("truncated").GetBoolean());
        Assert.False(lines[1].TryGetProperty("truncated", out _));
        Assert.Contains("1 of 2 lines had more than 256 tokens and were cut", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embed_Prompt_StandsInFrontOfEachLine()
    {
        var prompted = Parse(
            await Tool.RunAsync("fox", "embed", "--prompt-name", "query", "--Aegis:Model:Prompts:query=the quick brown ", Fp32));
        var plain = Parse(await Tool.RunAsync("the quick brown fox", "embed", Fp32));

        Assert.Equal(Vector(plain[0]), Vector(prompted[0]));
    }

    [Theory]
    [InlineData("hello\nbad \xFF\n", 1, "line 2 is not valid UTF-8")]
    [InlineData("cut \xE2\x82", 1, "line 1 is not valid UTF-8")]
    public async Task Embed_InvalidUtf8_NamesTheLine(string latin1, int exitCode, string expected)
    {
        var result = await Tool.RunAsync(Encoding.Latin1.GetBytes(latin1), "embed", Fp32);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "line 2 has more than 256 tokens", "--truncate", "none")]
    [InlineData(1, "line 2 has more than the 1000 characters", "--Aegis:Api:MaxInputCharacters=1000")]
    [InlineData(1, "does not exist (Aegis:Model:Directory)", "--model", "/no/such/model")]
    [InlineData(2, "no prompt of this model", "--prompt-name", "query")]
    [InlineData(2, "--dimensions must be from 1 to 384", "--dimensions", "385")]
    [InlineData(2, "--dimensions must be a whole number, not '1e2'", "--dimensions", "1e2")]
    [InlineData(2, "--input cannot be read", "--input", "/no/such/file")]
    [InlineData(2, "--input cannot be read: / is a folder", "--input", "/")]
    [InlineData(2, "--input must be a file, and is empty", "--input", "")]
    [InlineData(2, "--output must be a file, and is empty", "--output", "")]
    [InlineData(2, "--output cannot be written", "--output", "/no/such/folder/file")]
    [InlineData(2, "Unrecognized command or argument '--nonsense'", "--nonsense")]
    [InlineData(2, "is a folder", "--output", "/")]
    [InlineData(2, "Must be one of", "--format", "csv")]
    [InlineData(2, "Must be one of", "--truncate", "middle")]
    [InlineData(2, "Aegis:Typo is not a setting", "--Aegis:Typo=1")]
    [InlineData(2, "Logging:LogLevel:Default must be Trace, Debug,", "--Logging:LogLevel:Default=warn")]
    public async Task Embed_Mistake_SaysWhatAndWritesNoFile(int exitCode, string expected, params string[] args)
    {
        string[] output = args.Contains("--output") ? [] : ["--output", _folder.File("out.jsonl")];
        var result = await Tool.RunAsync(
            "short\n" + string.Concat(Enumerable.Repeat("word ", 300)) + "\n",
            ["embed", .. output, .. args, Fp32]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    // embed | head -1
    [Fact]
    public async Task Embed_ReaderOfTheOutputGoes_EndsWithoutReadingOn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a closed pipe looks otherwise there");
        using var process = Tool.Start("embed", Fp32);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var feeding = Task.Run(() =>
        {
            try
            {
                while (!process.HasExited)
                {
                    process.StandardInput.WriteLine("hello");
                }
            }
            catch (IOException)
            {
                // It has ended.
            }
        });
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("{\"index\":0,", line, StringComparison.Ordinal);
        process.StandardOutput.Close();

        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline.Wait);
        await feeding;

        Assert.Equal(141, process.ExitCode);
        Assert.DoesNotContain("   at ", await errors, StringComparison.Ordinal);
    }

    // embed > FILE on a full disk: nobody has gone.
    [Fact]
    public async Task Embed_OutputOnAFullDisk_FailsWithCode1()
    {
        const string FullDisk = "/dev/full";
        Assert.SkipUnless(File.Exists(FullDisk), "only Linux has such a device");

        var (exitCode, errors) = await Tool.RunIntoAsync(FullDisk, "embed", Fp32);

        Assert.Equal(1, exitCode);
        Assert.Contains("the output could not be written", errors, StringComparison.Ordinal);
    }

    // Ctrl+C while it waits for a line.
    [Fact]
    public async Task Embed_StoppedWhileItWaits_EndsAndLeavesNoFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are POSIX");
        using var process = Tool.Start("embed", "--output", _folder.File("out.jsonl"), Fp32);
        await Deadline.UntilAsync(() => File.Exists(_folder.File("out.jsonl.part")));

        Signal.Interrupt(process);
        var (exitCode, _, _) = await ChildProcess.EndAsync(process);

        Assert.Equal(130, exitCode);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    // A person who types, or a program that asks one line at a time.
    [Fact]
    public async Task Embed_LineOnAnOpenInput_IsAnsweredAtOnce()
    {
        using var process = Tool.Start("embed", Fp32);
        await process.StandardInput.WriteLineAsync("hello");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);

        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Deadline.Wait);
        Assert.StartsWith("{\"index\":0,", line, StringComparison.Ordinal);

        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline.Wait);
        Assert.Equal(0, process.ExitCode);
    }

    // numpy.lib.format: \x93NUMPY, version, length of the header, a Python dict, the rows.
    private static (int Rows, int Width, float[] Values) ReadNpy(byte[] bytes)
    {
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0], bytes[..8]);
        var end = 10 + BitConverter.ToUInt16(bytes, 8);
        Assert.Equal(0, end % 64);
        Assert.Equal((byte)'\n', bytes[end - 1]);
        var shape = Shape().Match(Encoding.ASCII.GetString(bytes[10..end]));
        Assert.True(shape.Success);
        return (
            int.Parse(shape.Groups[1].Value, CultureInfo.InvariantCulture),
            int.Parse(shape.Groups[2].Value, CultureInfo.InvariantCulture),
            MemoryMarshal.Cast<byte, float>(bytes.AsSpan(end)).ToArray());
    }

    [GeneratedRegex(@"^\{'descr': '<f4', 'fortran_order': False, 'shape': \((\d+), (\d+)\), \} *\n$")]
    private static partial Regex Shape();

    private static JsonElement[] Parse(ToolResult result)
    {
        Assert.True(result.ExitCode == 0, result.Errors);
        return [.. result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static float[] Vector(JsonElement line) =>
        [.. line.GetProperty("embedding").EnumerateArray().Select(component => component.GetSingle())];

    private static float Distance(float[] left, float[] right) => System.Numerics.Tensors.TensorPrimitives.Distance<float>(left, right);
}
