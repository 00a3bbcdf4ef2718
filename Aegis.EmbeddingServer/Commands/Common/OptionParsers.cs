using System.CommandLine.Parsing;
using System.Globalization;

namespace Aegis.EmbeddingServer.Commands.Common;

/// <summary>Parsers of option values. The library's own messages name .NET types.</summary>
internal static class OptionParsers
{
    public static int? WholeNumber(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        result.AddError($"{NameOf(result)} must be a whole number, not '{result.Tokens[0].Value}'");
        return null;
    }

    public static FileInfo? File(ArgumentResult result) => IsGiven(result, "file") ? new FileInfo(result.Tokens[0].Value) : null;

    public static DirectoryInfo? Folder(ArgumentResult result) =>
        IsGiven(result, "folder") ? new DirectoryInfo(result.Tokens[0].Value) : null;

    // As with --output "$FILE", where the variable is not set.
    private static bool IsGiven(ArgumentResult result, string what)
    {
        if (result.Tokens[0].Value.Length > 0)
        {
            return true;
        }

        result.AddError($"{NameOf(result)} must be a {what}, and is empty");
        return false;
    }

    private static string NameOf(ArgumentResult result) => (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
}
