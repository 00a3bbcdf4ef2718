using System.Text.RegularExpressions;
using Aegis.Capacity.Commands;
using Aegis.Capacity.Tests.Support;

namespace Aegis.Capacity.Tests.Commands;

/// <summary>The commands of docs/capacity.md write the output that the page shows.</summary>
public sealed partial class CapacityDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "capacity.md"));

    public static TheoryData<string> Commands =>
        [.. Examples().Matches(Document).Select(example => example.Groups["command"].Value)];

    [Fact]
    public void Examples_AreThere() => Assert.InRange(Commands.Count, 6, 12);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Example_RunAgain_GivesTheSame(string command)
    {
        var shown = Examples().Matches(Document).Single(example => example.Groups["command"].Value == command);

        var (code, output, _) = await PlannerRun.OfAsync(command.Split(' '));

        Assert.Equal(CapacityExitCode.Pass, code);
        Assert.Equal(shown.Groups["output"].Value.Trim(), output.Trim());
    }

    [GeneratedRegex(
        "```bash\ndotnet run -c Release --project Aegis.SoakRunner -- capacity (?<command>--[^\n]*)\n```\n\n```text\n(?<output>.*?)```",
        RegexOptions.Singleline)]
    private static partial Regex Examples();
}
