using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;

namespace Aegis.Http.Settings;

/// <summary>
/// A file of settings outside of the program's folder, because an upgrade replaces that folder: <c>--config=FILE</c> or
/// <c>AEGIS_CONFIG</c>. The file outranks <c>appsettings.json</c>. The environment and the command line outrank the file.
/// </summary>
internal static class ConfigurationFile
{
    public const string Option = "config";

    public const string Variable = "AEGIS_CONFIG";

    /// <summary>Adds the file, if one is named.</summary>
    /// <exception cref="ConfigurationException">The file does not exist, cannot be read or is no JSON object.</exception>
    public static void Add(IConfigurationManager configuration, IReadOnlyList<string> args)
    {
        var (path, origin) = Named(args, configuration);
        if (path is null)
        {
            return;
        }

        var full = path.Length == 0 ? string.Empty : Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new ConfigurationException([$"there is no file '{path}', which {origin} names"]);
        }

        try
        {
            configuration.Sources.Insert(AfterFiles(configuration.Sources), Source(full));
        }
        catch (Exception exception)
            when (exception is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                [$"the file {full}, which {origin} names, cannot be read as JSON settings: {exception.GetBaseException().Message}"]);
        }
    }

    // Not by the key "config" of the whole configuration: a variable named CONFIG would count too.
    private static (string? Path, string Origin) Named(IReadOnlyList<string> args, IConfiguration configuration) =>
        new ConfigurationBuilder().AddCommandLine([.. args]).Build()[Option] is { } ofCommandLine
            ? (ofCommandLine, $"--{Option}")
            : (configuration[Variable] is { Length: > 0 } ofEnvironment ? ofEnvironment : null, Variable);

    private static int AfterFiles(IList<IConfigurationSource> sources)
    {
        var last = sources.OfType<JsonConfigurationSource>().LastOrDefault();
        return last is null ? 0 : sources.IndexOf(last) + 1;
    }

    // The default filter excludes files whose name begins with a dot.
    private static JsonConfigurationSource Source(string path) => new()
    {
        FileProvider = new PhysicalFileProvider(Path.GetDirectoryName(path)!, ExclusionFilters.None),
        Path = Path.GetFileName(path),
        Optional = false,
        ReloadOnChange = false,
    };
}
