using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Aegis.EmbeddingServer.Tests;

/// <summary>docs/configuration.md has a row for each setting with its default, and no other rows.</summary>
public sealed class ConfigurationDocumentTests
{
    /// <summary>Not the same on every machine, or chosen from what a folder holds: the row says how, in words.</summary>
    private static readonly string[] Chosen = ["Aegis:Execution:Workers"];

    private static readonly string Text = File.ReadAllText(Repository.File("docs", "configuration.md"));

    // | `Aegis:Enabled` | `true` | What it means. |
    private static readonly Dictionary<string, string> Rows = Text.Split('\n')
        .Where(line => line.StartsWith("| `Aegis:", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[1].Trim('`'), cells => cells[2]);

    [Fact]
    public void Rows_AreTheSettings() =>
        Assert.Equal(Settings().Select(setting => setting.Key).Order(StringComparer.Ordinal), Rows.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Defaults_AreThoseOfTheCode() => Assert.All(Settings().Where(setting => !Chosen.Contains(setting.Key)), setting =>
    {
        if (Written(setting.Default) is { } written)
        {
            Assert.StartsWith(written, Rows[setting.Key], StringComparison.Ordinal);
        }
        else
        {
            Assert.NotEmpty(Rows[setting.Key]);
        }
    });

    // The example is what a start with these mistakes says.
    [Fact]
    public void Message_OfMistakes_IsTheOneThatIsSaid()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Aegis:Execution:Workers"] = "many", ["Aegis:Typo"] = "1" }).Build();

        var message = Assert.Throws<ConfigurationException>(() => AegisOptions.Read(configuration)).Message;

        Assert.Contains(message, Text, StringComparison.Ordinal);
    }

    private static string? Written(object? value) => value switch
    {
        null => null,
        bool truth => truth ? "`true`" : "`false`",
        int number => $"`{number.ToString(CultureInfo.InvariantCulture)}`",
        Enum choice => $"`{choice.ToString().ToLowerInvariant()}`",
        TimeSpan { Milliseconds: > 0 } time => $"`{time:hh\\:mm\\:ss\\.fff}`",
        TimeSpan time => $"`{time:hh\\:mm\\:ss}`",
        IReadOnlyList<string> { Count: 0 } => "none",
        IReadOnlyList<string> list => string.Join(", ", list.Select(item => $"`{item}`")),
        _ => null,
    };

    private static IEnumerable<(string Key, object? Default)> Settings() => Settings(new AegisOptions(), AegisSection.Name);

    private static IEnumerable<(string Key, object? Default)> Settings(object options, string path) =>
        options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property => property.CanWrite
            ? [($"{path}:{property.Name}", property.GetValue(options))]
            : Settings(property.GetValue(options)!, $"{path}:{property.Name}"));
}
