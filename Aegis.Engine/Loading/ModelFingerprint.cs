using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Pooling;

namespace Aegis.Engine.Loading;

/// <summary>
/// The SHA-256 of everything that makes a vector: the graph, its weights in other files, the settings of the folder and of the
/// operator. Models with other vectors have another fingerprint.
/// </summary>
internal static class ModelFingerprint
{
    // graph: 39ba7f0b5c...
    // limit: 256
    // pooling: mean
    // prompt "query": "query: "
    // settings tokenizer.json: be50c3628f...
    /// <summary>Reads files that the manifest does not list: about a second for a gigabyte.</summary>
    /// <exception cref="ModelLoadException">A file cannot be read.</exception>
    public static string Of(ModelDescription model, OnnxFile file)
    {
        try
        {
            string[] lines = [.. Files(model, file), .. Choices(model, file)];
            Array.Sort(lines, StringComparer.Ordinal);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + '\n')))));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"the fingerprint of {model.Directory} cannot be computed: {exception.Message}", exception);
        }
    }

    private static IEnumerable<string> Files(ModelDescription model, OnnxFile file)
    {
        var path = model.PathOf(file.File);
        yield return $"graph: {Hash(model, path)}";
        foreach (var external in OnnxGraphReader.Read(path).ExternalFiles)
        {
            // A file outside of the folder is not loaded, so the load fails.
            if (external.PathBeside(path) is { } weights)
            {
                yield return $"weights {Quoted(external.Location)}: {Hash(model, weights)}";
            }
        }

        foreach (var settings in ModelFiles.Settings.Union(model.Steps.Files))
        {
            if (File.Exists(model.PathOf(settings)))
            {
                yield return $"settings {settings}: {Hash(model, model.PathOf(settings))}";
            }
        }
    }

    // The values that count in the end: settings of the operator replace those of files, and a missing file means a default.
    private static IEnumerable<string> Choices(ModelDescription model, OnnxFile file)
    {
        yield return $"precision: {file.Precision.Name()}";
        yield return $"pooling: {model.Steps.Pooling?.Name() ?? "none"}";
        yield return string.Create(CultureInfo.InvariantCulture, $"limit: {model.MaxTokens}");
        yield return $"default prompt: {Quoted(model.Prompts.Default ?? string.Empty)}";
        foreach (var (name, prompt) in model.Prompts.ByName)
        {
            yield return $"prompt {Quoted(name)}: {Quoted(prompt)}";
        }
    }

    // The load compares listed files with the manifest, and does not serve the model if one differs.
    private static string Hash(ModelDescription model, string path)
    {
        var name = NameOf(model, path);
        return model.Manifest?.Files.FirstOrDefault(listed => listed.File == name)?.Sha256 ?? FileHash.Sha256(path);
    }

    private static string NameOf(ModelDescription model, string path) =>
        Path.GetRelativePath(model.Directory, path).Replace(Path.DirectorySeparatorChar, '/');

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
