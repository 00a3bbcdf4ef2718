namespace Aegis.Http.Settings;

/// <summary>The configuration is wrong. The message, for operators, lists every mistake with its key.</summary>
internal sealed class ConfigurationException(IReadOnlyList<string> mistakes)
    : Exception("The configuration is wrong:" + string.Concat(mistakes.Select(mistake => Environment.NewLine + "  " + mistake)));
