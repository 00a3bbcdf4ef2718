namespace Aegis.EmbeddingServer.Model;

/// <summary>A folder in the Hugging Face layout.</summary>
internal sealed class ModelFolder
{
    /// <summary>Room for the special tokens and one of text.</summary>
    private const int LeastTokens = 3;

    private readonly string _directory;
    private readonly ModelOptions _options;
    private readonly ModelManifest? _manifest;

    private ModelFolder(string directory, ModelOptions options, ModelManifest? manifest)
    {
        _directory = directory;
        _options = options;
        _manifest = manifest;
    }

    /// <summary>Finds the folder and reads its manifest.</summary>
    /// <param name="options">Which folder, and what the operator says of it.</param>
    /// <exception cref="ModelLoadException">There is none, or the bundled one has no manifest.</exception>
    public static ModelFolder Open(ModelOptions options)
    {
        var directory = options.FullDirectory;
        if (!System.IO.Directory.Exists(directory))
        {
            throw new ModelLoadException($"the model folder {directory} does not exist (Aegis:Model:Directory)");
        }

        var manifest = ModelManifest.Read(directory);
        return manifest is not null || options.Directory is not null
            ? new ModelFolder(directory, options, manifest)
            : throw new ModelLoadException($"{Path.Combine(directory, ModelManifest.FileName)} is missing");
    }

    /// <summary>Opens, verifies and describes a folder.</summary>
    /// <exception cref="ModelLoadException">Something is missing, damaged or not supported; the message names the file.</exception>
    public static ModelDescription Describe(ModelOptions options)
    {
        var folder = Open(options);
        folder.Verify();
        return folder.Describe();
    }

    /// <summary>Checks every file of the manifest, where there is one, by size and sha256. Takes a tenth of a second.</summary>
    /// <exception cref="ModelLoadException">At least one is missing, damaged or not listed; the message names each.</exception>
    public void Verify() => _manifest?.Verify(_directory, _options.File is { } named ? [.. ModelFiles.All, named] : ModelFiles.All);

    /// <summary>Reads what the folder says of its model.</summary>
    /// <exception cref="ModelLoadException">Something is missing or not supported; the message names the file.</exception>
    public ModelDescription Describe()
    {
        var configFile = Path.Combine(_directory, ModelFiles.Transformer);
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

        return new ModelDescription(_directory, _options.Id ?? _manifest?.Id ?? Path.GetFileName(_directory), _manifest?.Organisation, _manifest?.Created ?? WrittenAt(configFile))
        {
            ModelType = config.ModelType,
            HiddenSize = hiddenSize,
            VocabularySize = config.VocabSize,
            MaxTokens = ReadLimit(Transformers.MaxTokens(config)),
            Steps = SentenceSteps.Read(_directory, hiddenSize),
            Prompts = ModelPrompts.Read(_directory, _options),
            Files = OnnxFiles.Find(_directory, _options.File),
            Manifest = _manifest,
        };
    }

    // What sentence-transformers says counts, else what the tokenizer says; never more than there are positions.
    private int ReadLimit(int positions)
    {
        var (file, setting) = (Path.Combine(_directory, ModelFiles.Sentence), "max_seq_length");
        var limit = File.Exists(file) ? ModelJson.Read(file, ModelJsonContext.Default.SentenceConfig).MaxSeqLength : null;
        if (limit is null)
        {
            (file, setting) = (Path.Combine(_directory, ModelFiles.TokenizerSettings), "model_max_length");
            var ofTokenizer = File.Exists(file) ? ModelJson.Read(file, ModelJsonContext.Default.TokenizerLimit).ModelMaxLength : null;
            limit = (int)Math.Min(ofTokenizer ?? positions, positions);
        }

        return Math.Min(limit.Value, positions) is >= LeastTokens and var tokens
            ? tokens
            : throw new ModelLoadException($"{file}: {setting} {limit} (of {positions} positions in {ModelFiles.Transformer}) leaves no room for text");
    }

    private static long WrittenAt(string path) => new DateTimeOffset(File.GetLastWriteTimeUtc(path)).ToUnixTimeSeconds();
}
