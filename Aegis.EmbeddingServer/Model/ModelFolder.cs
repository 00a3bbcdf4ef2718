namespace Aegis.EmbeddingServer.Model;

/// <summary>A folder in the Hugging Face layout.</summary>
internal sealed class ModelFolder
{
    private readonly string _directory;
    private readonly string? _id;
    private readonly ModelManifest? _manifest;

    private ModelFolder(string directory, string? id, ModelManifest? manifest)
    {
        _directory = directory;
        _id = id;
        _manifest = manifest;
    }

    /// <summary>Finds the folder and reads its manifest.</summary>
    /// <param name="options">Which folder, and the id to serve.</param>
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
            ? new ModelFolder(directory, options.Id, manifest)
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
    public void Verify() => _manifest?.Verify(_directory, ModelFiles.All);

    /// <summary>Reads what the folder says of its model.</summary>
    /// <exception cref="ModelLoadException">Something is missing or not supported; the message names the file.</exception>
    public ModelDescription Describe()
    {
        var directory = _directory;
        var transformer = ModelJson.Read(Path.Combine(directory, ModelFiles.Transformer), ModelJsonContext.Default.TransformerConfig);
        var sentence = ModelJson.Read(Path.Combine(directory, ModelFiles.Sentence), ModelJsonContext.Default.SentenceConfig);
        var problems = Unsupported(directory, transformer, sentence).ToArray();
        if (problems.Length > 0)
        {
            throw new ModelLoadException(string.Join("; ", problems));
        }

        return new ModelDescription(
            directory,
            _id ?? _manifest?.Id ?? Path.GetFileName(directory),
            _manifest?.Organisation,
            _manifest?.Created ?? WrittenAt(Path.Combine(directory, ModelFiles.Transformer)),
            transformer.HiddenSize,
            transformer.VocabSize,
            Math.Min(sentence.MaxSeqLength, transformer.MaxPositionEmbeddings))
        {
            Manifest = _manifest,
        };
    }

    private static IEnumerable<string> Unsupported(string directory, TransformerConfig transformer, SentenceConfig sentence)
    {
        if (transformer.ModelType != "bert")
        {
            yield return $"{Path.Combine(directory, ModelFiles.Transformer)}: model_type '{transformer.ModelType}' is not supported, only 'bert'";
        }

        if (transformer.HiddenSize < 1 || transformer.VocabSize < 1)
        {
            yield return $"{Path.Combine(directory, ModelFiles.Transformer)}: hidden_size {transformer.HiddenSize} and vocab_size {transformer.VocabSize} must be positive";
        }

        if (Math.Min(sentence.MaxSeqLength, transformer.MaxPositionEmbeddings) < 3)
        {
            yield return $"{Path.Combine(directory, ModelFiles.Sentence)}: max_seq_length {sentence.MaxSeqLength} (of {transformer.MaxPositionEmbeddings} positions) leaves no room for text";
        }

        var tokenizerFile = Path.Combine(directory, ModelFiles.Tokenizer);
        var tokenizer = ModelJson.Read(tokenizerFile, ModelJsonContext.Default.TokenizerConfig);
        if (!tokenizer.DoLowerCase || !tokenizer.TokenizeChineseChars || tokenizer.StripAccents == false)
        {
            yield return $"{tokenizerFile}: only uncased BERT tokenization is supported (do_lower_case, tokenize_chinese_chars, strip_accents)";
        }

        var modulesFile = Path.Combine(directory, ModelFiles.Modules);
        var modules = ModelJson.Read(modulesFile, ModelJsonContext.Default.IReadOnlyListSentenceModule, list => list);
        var steps = modules.Select(module => module.Type.Split('.')[^1]).ToArray();
        if (!steps.SequenceEqual(["Transformer", "Pooling", "Normalize"]))
        {
            yield return $"{modulesFile}: the steps {string.Join(", ", steps)} are not supported, only Transformer, Pooling, Normalize";
            yield break;
        }

        var poolingFile = Path.Combine(directory, ModelFiles.Pooling);
        var pooling = ModelJson.Read(poolingFile, ModelJsonContext.Default.PoolingConfig);
        if (!pooling.PoolingModeMeanTokens)
        {
            yield return $"{poolingFile}: only mean pooling is supported";
        }

        if (pooling.WordEmbeddingDimension != transformer.HiddenSize)
        {
            yield return $"{poolingFile}: word_embedding_dimension is {pooling.WordEmbeddingDimension}, hidden_size in config.json {transformer.HiddenSize}";
        }
    }

    private static long WrittenAt(string path) => new DateTimeOffset(File.GetLastWriteTimeUtc(path)).ToUnixTimeSeconds();
}
