using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Aegis.AppHost;

/// <summary><c>--replicas N</c>: the number of servers behind a gateway. Without the option there is one server and no gateway.</summary>
internal static class ReplicaCount
{
    private const string Key = "replicas";

    private const int Limit = 64;

    private const int WrongUsage = 2;

    /// <summary>Null when the option is absent. A wrong value ends the process with a message and exit code 2.</summary>
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

        Console.Error.WriteLine($"--replicas must be a whole number from 1 to {Limit}, not '{text}'");
        Environment.Exit(WrongUsage);
        return null;
    }

    /// <summary>Null when the text is no number, or is out of range.</summary>
    public static int? Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Limit ? count : null;
}
