using Aegis.Engine.ModelFolders.Graphs;

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

    /// <summary>Checks size and sha256 of every file of the manifest, if there is one. Takes a tenth of a second.</summary>
    /// <exception cref="ModelLoadException">A file is missing, damaged or not listed; the message names each.</exception>
    public void Verify() =>
        manifest?.Verify(Directory, settings.File is { } named ? [.. ModelFiles.All, named] : ModelFiles.All);

    /// <exception cref="ModelLoadException">Something is missing or not supported; the message names the file.</exception>
    public ModelDescription Describe()
    {
        var configFile = Path.Combine(Directory, ModelFiles.Transformer);
        var config = ModelJson.Read(configFile, ModelJsonContext.Default.TransformerConfig);
        var hiddenSize = config.HiddenSize ?? config.Dim ?? 0;
        if (!Transformers.Knows(config.ModelType))
        {
            throw new ModelLoadException($"{configFile}: model_type '{config.ModelType}' is not supported; {Transformers.Names} are");
        }

        if (hiddenSize < 1 || config.VocabSize < 1)
        {
            throw new ModelLoadException($"{configFile}: hidden_size {hiddenSize} and vocab_size {config.VocabSize} must be positive");
        }

        var cached = HubCache.ModelOf(Directory);
        var id = settings.Id ?? manifest?.Id ?? cached.Name ?? Path.GetFileName(Directory);
        var organisation = manifest is null ? cached.Organisation : manifest.Organisation;
        return new ModelDescription(Directory, id, organisation, manifest?.Created ?? WrittenAt(configFile))
        {
            ModelType = config.ModelType,
            HiddenSize = hiddenSize,
            VocabularySize = config.VocabSize,
            MaxTokens = ReadLimit(Transformers.MaxTokens(config)),
            Steps = SentenceSteps.Read(Directory, hiddenSize),
            Prompts = ModelPrompts.Read(Directory, settings),
            Files = OnnxFiles.Find(Directory, settings.File),
            Manifest = manifest,
        };
    }

    // The limit of sentence-transformers, else the one of the tokenizer, and never more than the positions of the model.
    private int ReadLimit(int positions)
    {
        var (file, setting) = (Path.Combine(Directory, ModelFiles.Sentence), "max_seq_length");
        var limit = File.Exists(file) ? ModelJson.Read(file, ModelJsonContext.Default.SentenceConfig).MaxSeqLength : null;
        if (limit is null)
        {
            (file, setting) = (Path.Combine(Directory, ModelFiles.TokenizerSettings), "model_max_length");
            var ofTokenizer = File.Exists(file) ? ModelJson.Read(file, ModelJsonContext.Default.TokenizerLimit).ModelMaxLength : null;
            limit = (int)Math.Min(ofTokenizer ?? positions, positions);
        }

        return Math.Min(limit.Value, positions) is >= MinTokens and var tokens
            ? tokens
            : throw new ModelLoadException(
                $"{file}: {setting} {limit} (of {positions} positions in {ModelFiles.Transformer}) leaves no room for text");
    }

    private static long WrittenAt(string path) => new DateTimeOffset(File.GetLastWriteTimeUtc(path)).ToUnixTimeSeconds();
}
