using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Aegis.Testing.Telemetry;

/// <summary>The tables of docs/telemetry.md, and what the code says in their place.</summary>
internal static class TelemetryDocument
{
    /// <summary>Rows of the table under a heading, without its head: cells as they stand there, code marks removed.</summary>
    public static string[][] Table(string heading)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "telemetry.md"));
        var start = Array.FindIndex(lines, line => line.TrimStart('#', ' ') == heading && line.StartsWith('#'));
        Assert.True(start >= 0, $"there is no heading '{heading}'");
        return
        [
            .. lines[(start + 1)..].TakeWhile(line => !line.StartsWith('#'))
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
                .Skip(2)
                .Select(line => line.Trim().Trim('|').Split('|')
                    .Select(cell => cell.Replace("`", string.Empty, StringComparison.Ordinal).Trim())
                    .ToArray()),
        ];
    }

    /// <summary>The first cells of each row under a heading, as <see cref="Describe"/> and <see cref="Events"/> write them.</summary>
    public static IEnumerable<string> Rows(string heading, int cells) =>
        Table(heading).Select(row => $"| {string.Join(" | ", row.Take(cells))} |");

    /// <summary>
    /// Every declared log message of some assemblies, by id: id, level, text. One without a level gets it where it is logged.
    /// </summary>
    public static IEnumerable<string> Events(params Assembly[] assemblies) =>
        from assembly in assemblies
        from type in assembly.GetTypes()
        from method in type.GetMethods(
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let declared = method.GetCustomAttribute<LoggerMessageAttribute>()
        where declared is not null
        orderby declared.EventId
        let level = declared.Level == LogLevel.None ? "by outcome" : $"{declared.Level}"
        select $"| {declared.EventId.ToString(CultureInfo.InvariantCulture)} | {level} | {declared.Message} |";

    /// <summary>An instrument as its row begins: name, kind, unit, attributes that it was recorded with.</summary>
    public static string Describe(Instrument instrument, IEnumerable<string> attributes) =>
        $"| {instrument.Name} | {Kind(instrument)} | {instrument.Unit} | {string.Join(", ", attributes.Order(StringComparer.Ordinal))} |";

    // ObservableUpDownCounter`1 -> updowncounter
    private static string Kind(Instrument instrument) =>
        instrument.GetType().Name.Split('`')[0].Replace("Observable", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
}
