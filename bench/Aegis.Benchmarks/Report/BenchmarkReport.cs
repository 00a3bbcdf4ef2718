using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Target;

namespace Aegis.Benchmarks.Report;

/// <summary>The figures of a benchmark, and what they depend on: on the console at once, at the end in Markdown and JSON files.</summary>
internal sealed class BenchmarkReport(string name)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private readonly Dictionary<string, string> _facts = new()
    {
        ["command"] = "dotnet run -c Release --project bench/Aegis.Benchmarks -- "
            + string.Join(' ', Environment.GetCommandLineArgs()[1..]),
        ["machine"] = Text(Machine.Describe()),
        ["commit"] = Commit(),
    };

    private readonly List<Table> _tables = [];

    /// <summary>Adds something that the figures depend on.</summary>
    public void Fact(string what, string value)
    {
        _facts[what] = value;
        Console.WriteLine($"{what}: {value}");
    }

    /// <summary><c>command</c>, <c>machine</c>, <c>commit</c>, and what was added.</summary>
    public IReadOnlyDictionary<string, string> Facts => _facts;

    /// <summary>Adds a complete table.</summary>
    public void Add(Table table)
    {
        _tables.Add(table);
        Console.WriteLine();
        Console.WriteLine(table.Markdown());
    }

    /// <summary>Writes <c>name.md</c> and <c>name.json</c> into a folder.</summary>
    public void Save(string directory)
    {
        Directory.CreateDirectory(directory);
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"# {name}").AppendLine();
        foreach (var (what, value) in _facts)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {what}: `{value}`");
        }

        _tables.ForEach(table => text.AppendLine().Append(table.Markdown()));
        File.WriteAllText(Path.Combine(directory, name + ".md"), text.ToString());
        var tables = _tables.Select(table => new
        {
            table.Title,
            Rows = table.Rows.Select(row => table.Columns.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second)),
        });
        var json = JsonSerializer.Serialize(new { Name = name, Facts = _facts, Tables = tables }, Json);
        File.WriteAllText(Path.Combine(directory, name + ".json"), json);
        Console.WriteLine($"written: {Path.Combine(directory, name)}.md and .json");
    }

    private static string Text(RunnerMachine machine) =>
        $"{machine.Cores} processors, {machine.Cpu}, {machine.OperatingSystem.Trim()}, {machine.DotNet}";

    private static string Commit()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["describe", "--always", "--dirty", "--abbrev=7"])
            {
                RedirectStandardOutput = true,
                WorkingDirectory = AppContext.BaseDirectory,
            })!;
            return git.StandardOutput.ReadToEnd().Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown: there is no git here";
        }
    }
}
