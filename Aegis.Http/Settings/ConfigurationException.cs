namespace Aegis.Http.Settings;

/// <summary>The configuration is wrong. The message lists every mistake with its key, for operators.</summary>
internal sealed class ConfigurationException(IReadOnlyList<string> mistakes)
    : Exception("The configuration is wrong:" + string.Concat(mistakes.Select(mistake => Environment.NewLine + "  " + mistake)));
