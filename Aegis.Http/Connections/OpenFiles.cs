using System.Globalization;

namespace Aegis.Http.Connections;

/// <summary>The limit of open files of this process. Every connection counts as one.</summary>
internal static class OpenFiles
{
    /// <summary>
    /// The limit after the runtime has raised it to the hard limit. Null if there is none, and on other systems than Linux.
    /// </summary>
    public static int? Limit()
    {
        try
        {
            return File.ReadLines("/proc/self/limits").Select(Parse).FirstOrDefault(limit => limit is not null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Max open files            1024                 524288               files
    private static int? Parse(string line)
    {
        const string Name = "Max open files";
        return line.StartsWith(Name, StringComparison.Ordinal)
            && line[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, ..]
            && int.TryParse(soft, CultureInfo.InvariantCulture, out var limit)
                ? limit
                : null;
    }
}
