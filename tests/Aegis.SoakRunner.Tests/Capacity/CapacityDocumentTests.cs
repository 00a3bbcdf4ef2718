using System.Text.RegularExpressions;
using Aegis.SoakRunner.Run;

namespace Aegis.SoakRunner.Tests.Capacity;

/// <summary>The examples of docs/capacity.md: their commands give what stands below them.</summary>
public sealed partial class CapacityDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "capacity.md"));

    public static TheoryData<string> Commands => [.. Examples().Matches(Document).Select(example => example.Groups["command"].Value)];

    [Fact]
    public void Examples_AreThere() => Assert.InRange(Commands.Count, 6, 12);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Example_RunAgain_GivesTheSame(string command)
    {
        var shown = Examples().Matches(Document).Single(example => example.Groups["command"].Value == command).Groups["output"].Value;
        await using var output = new StringWriter();

        Assert.Equal((int)ExitCode.Pass, await SoakCommand.RunAsync(command.Split(' '), output));

        Assert.Equal(shown.Trim(), output.ToString().Trim());
    }

    [GeneratedRegex("```bash\ndotnet run -c Release --project Aegis.SoakRunner -- (?<command>capacity --[^\n]*)\n```\n\n```text\n(?<output>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Examples();
}
