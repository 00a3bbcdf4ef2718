using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Aegis.EmbeddingServer.Commands.Common;

/// <summary>Parsers of option values. The library's own messages name .NET types.</summary>
internal static class OptionParsers
{
    /// <summary>Standard input or output instead of a file.</summary>
    private const string Standard = "-";

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

    /// <summary>The file of an option; null without the option and for <c>-</c>. A parser cannot return null.</summary>
    public static FileInfo? FileOrStandard(this ParseResult result, Option<FileInfo?> option) =>
        result.GetValue(option) is { } file && file.ToString() != Standard ? file : null;

    public static DirectoryInfo? Folder(ArgumentResult result)
    {
        if (IsGiven(result, "folder") && result.Tokens[0].Value != Standard)
        {
            return new DirectoryInfo(result.Tokens[0].Value);
        }

        if (result.Tokens[0].Value == Standard)
        {
            result.AddError($"{NameOf(result)} must be a folder; a folder of the name {Standard} is ./{Standard}");
        }

        return null;
    }

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
