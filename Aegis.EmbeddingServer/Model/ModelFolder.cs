namespace Aegis.EmbeddingServer.Model;

/// <summary>Reads a folder in the Hugging Face layout into a <see cref="ModelDescription"/>.</summary>
internal static class ModelFolder
{
    private static readonly string[] ReadFiles =
    [
        "config.json",
        "sentence_bert_config.json",
        "tokenizer_config.json",
        "modules.json",
        "1_Pooling/config.json",
        "vocab.txt",
        "model.onnx",
        "model.int8.onnx",
        "reference-vectors.fp32.json",
        "reference-vectors.int8.json",
    ];

    /// <summary>Reads and checks the folder; with a manifest, every file in it by size and sha256.</summary>
    /// <param name="options">Which folder, and the id to serve.</param>
    /// <exception cref="ModelLoadException">Something is missing, damaged or not supported; the message names the file.</exception>
    public static ModelDescription Describe(ModelOptions options)
    {
        var directory = options.FullDirectory;
        if (!System.IO.Directory.Exists(directory))
        {
            throw new ModelLoadException($"the model folder {directory} does not exist (Aegis:Model:Directory)");
        }

        var manifest = ModelManifest.Read(directory);
        if (manifest is null && options.Directory is null)
        {
            throw new ModelLoadException($"{Path.Combine(directory, ModelManifest.FileName)} is missing");
        }

        manifest?.Verify(directory, ReadFiles);

        var transformer = ModelJson.Read(Path.Combine(directory, "config.json"), ModelJsonContext.Default.TransformerConfig);
        var sentence = ModelJson.Read(Path.Combine(directory, "sentence_bert_config.json"), ModelJsonContext.Default.SentenceConfig);
        var problems = Unsupported(directory, transformer, sentence).ToArray();
        if (problems.Length > 0)
        {
            throw new ModelLoadException(string.Join("; ", problems));
        }

        return new ModelDescription(
            directory,
            options.Id ?? manifest?.Id ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(directory)),
            manifest?.Organisation,
            manifest?.Created ?? WrittenAt(Path.Combine(directory, "config.json")),
            transformer.HiddenSize,
            transformer.VocabSize,
            Math.Min(sentence.MaxSeqLength, transformer.MaxPositionEmbeddings));
    }

    private static IEnumerable<string> Unsupported(string directory, TransformerConfig transformer, SentenceConfig sentence)
    {
        if (transformer.ModelType != "bert")
        {
            yield return $"{directory}{Path.DirectorySeparatorChar}config.json: model_type '{transformer.ModelType}' is not supported, only 'bert'";
        }

        if (transformer.HiddenSize < 1 || transformer.VocabSize < 1)
        {
            yield return $"{directory}{Path.DirectorySeparatorChar}config.json: hidden_size {transformer.HiddenSize} and vocab_size {transformer.VocabSize} must be positive";
        }

        if (Math.Min(sentence.MaxSeqLength, transformer.MaxPositionEmbeddings) < 3)
        {
            yield return $"{directory}{Path.DirectorySeparatorChar}sentence_bert_config.json: max_seq_length {sentence.MaxSeqLength} (of {transformer.MaxPositionEmbeddings} positions) leaves no room for text";
        }

        var tokenizer = ModelJson.Read(Path.Combine(directory, "tokenizer_config.json"), ModelJsonContext.Default.TokenizerConfig);
        if (!tokenizer.DoLowerCase || !tokenizer.TokenizeChineseChars || tokenizer.StripAccents == false)
        {
            yield return $"{directory}{Path.DirectorySeparatorChar}tokenizer_config.json: only uncased BERT tokenization is supported (do_lower_case, tokenize_chinese_chars, strip_accents)";
        }

        var modules = ModelJson.Read(Path.Combine(directory, "modules.json"), ModelJsonContext.Default.IReadOnlyListSentenceModule, list => list);
        var steps = modules.Select(module => module.Type.Split('.')[^1]).ToArray();
        if (!steps.SequenceEqual(["Transformer", "Pooling", "Normalize"]))
        {
            yield return $"{directory}{Path.DirectorySeparatorChar}modules.json: the steps {string.Join(", ", steps)} are not supported, only Transformer, Pooling, Normalize";
            yield break;
        }

        var poolingFile = Path.Combine(directory, "1_Pooling", "config.json");
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
