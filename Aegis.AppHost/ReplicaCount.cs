using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Aegis.AppHost;

/// <summary><c>--replicas N</c>: how many servers the graph has behind a gateway; without it one server, and no gateway.</summary>
internal static class ReplicaCount
{
    private const string Key = "replicas";

    /// <summary>More than that many do not fit on a machine.</summary>
    private const int Most = 64;

    private const int WrongUsage = 2;

    /// <summary>The number; null when none is given. A wrong one ends the process with a message and exit code 2.</summary>
    public static int? Read(IConfiguration configuration)
    {
        if (configuration[Key] is not { } text)
        {
            return null;
        }

        if (Parse(text) is { } count)
        {
            return count;
        }

        Console.Error.WriteLine($"--replicas must be a whole number from 1 to {Most}, not '{text}'");
        Environment.Exit(WrongUsage);
        return null;
    }

    /// <summary>The number; null when the text is none, or none in range.</summary>
    public static int? Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Most ? count : null;
}
