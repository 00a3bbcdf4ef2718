using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.ModelFolders.Settings;

namespace Aegis.Engine.ModelFolders;

internal sealed class ModelFolder(ModelSettings settings, ModelManifest? manifest)
{
    /// <summary>The special tokens and one token of text.</summary>
    private const int MinTokens = 3;

    private string Directory => settings.Directory;

    /// <exception cref="ModelLoadException">The folder is missing, or the bundled one has no manifest.</exception>
    public static ModelFolder Open(ModelSettings chosen)
    {
        var directory = chosen.Directory;
        if (!System.IO.Directory.Exists(directory))
        {
            throw new ModelLoadException($"the model folder {directory} does not exist (Aegis:Model:Directory)");
        }

        HubCache.RefuseModelFolder(directory);
        var listed = ModelManifest.Read(directory);
        return listed is not null || !chosen.RequiresManifest
            ? new ModelFolder(chosen, listed)
            : throw new ModelLoadException($"{Path.Combine(directory, ModelManifest.FileName)} is missing");
    }

    /// <summary>
    /// Checks size and sha256 of every file of the manifest, if there is one. The bundled model has no other files; an operator may
    /// add files to a folder. Takes a tenth of a second.
    /// </summary>
    /// <exception cref="ModelLoadException">A file is missing, damaged or not listed; the message names each.</exception>
    public void Verify() => manifest?.Verify(Directory, settings.RequiresManifest ? ModelFiles.All : []);

    /// <exception cref="ModelLoadException">Something is missing, contradictory or not supported; the message names the file.</exception>
    public ModelDescription Describe()
    {
        var configFile = PathOf(SettingsNames.Transformer);
        var config = SettingsFile.Read(configFile, TransformerConfig.Read);
        var sentenceFile = SettingsNames.Sentence.Select(PathOf).FirstOrDefault(File.Exists);
        var sentence = sentenceFile is null ? new SentenceConfig() : SettingsFile.Read(sentenceFile, SentenceConfig.Read);
        var steps = SentenceSteps.Read(Directory).With(settings.Pooling);
        var cached = HubCache.ModelOf(Directory);
        var id = settings.Id ?? manifest?.Id ?? cached.Name ?? Path.GetFileName(Directory);
        var organisation = manifest is null ? cached.Organisation : manifest.Organisation;
        return new ModelDescription(Directory, id, organisation, manifest?.Created ?? WrittenAt(configFile))
        {
            ModelType = config.ModelType,
            VocabularySize = config.VocabularySize,
            MaxTokens = sentence.MaxTokens is { } limit
                ? Limit(limit, config.MaxTokens, sentenceFile!, "max_seq_length")
                : Limit(TokenizerLimit() ?? config.MaxTokens, config.MaxTokens, PathOf(ModelFiles.TokenizerSettings), "model_max_length"),
            LowersCase = sentence.LowersCase,
            Steps = steps,
            Prompts = ModelPrompts.Read(Directory, settings, steps.Normalizes),
            Files = OnnxFiles.Find(Directory, settings.File),
            Manifest = manifest,
        };
    }

    private string PathOf(string file) => Path.Combine(Directory, file);

    // transformers 2 wrote max_len; 1e30 stands for no limit.
    private double? TokenizerLimit() => SettingsFile.ReadIfThere(PathOf(ModelFiles.TokenizerSettings), root =>
        new[] { root["model_max_length"], root["max_len"] }
            .Where(limit => !limit.IsNone)
            .Select(limit => (double?)limit.Real())
            .FirstOrDefault());

    private static int Limit(double limit, int positions, string file, string setting) =>
        Math.Min(limit, positions) is >= MinTokens and var tokens
        ? (int)tokens
        : throw new ModelLoadException(
            $"{file}: {setting} {limit} (of {positions} positions in {SettingsNames.Transformer}) leaves no room for text");

    private static long WrittenAt(string path) => new DateTimeOffset(File.GetLastWriteTimeUtc(path)).ToUnixTimeSeconds();
}
