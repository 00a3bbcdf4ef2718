using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Pooling;

namespace Aegis.Engine.ModelFolders;

/// <summary>The steps after the transformer: <c>modules.json</c> and the settings that it points to.</summary>
/// <param name="Pooling">How the vectors of tokens become the vector of a text.</param>
/// <param name="IsAssumed">True if the folder does not name the pooling: the mean, as in sentence-transformers.</param>
/// <param name="Normalizes">True if the last step scales the vector to norm 1. The engine does so in any case.</param>
/// <param name="Others">Further steps. They can be computed only if the graph contains them.</param>
internal sealed record SentenceSteps(PoolingMode Pooling, bool IsAssumed, bool Normalizes, IReadOnlyList<string> Others)
{
    private const string DefaultPoolingFolder = "1_Pooling";

    /// <summary>Full path of the file that names the pooling; null: there is none.</summary>
    public string? PoolingFile { get; init; }

    /// <exception cref="ModelLoadException">A file is damaged, or its pooling is not supported; the message names it.</exception>
    public static SentenceSteps Read(string directory, int hiddenSize)
    {
        var file = Path.Combine(directory, ModelFiles.Modules);
        IReadOnlyList<SentenceModule> modules = File.Exists(file)
            ? ModelJson.Read(file, ModelJsonContext.Default.IReadOnlyListSentenceModule, list => list)
            : [];
        var steps = modules.Select(module => (Name: module.Type.Split('.')[^1], module.Path)).ToArray();
        if (steps.FirstOrDefault(step => step.Name == "Transformer").Path is { Length: > 0 } elsewhere)
        {
            throw new ModelLoadException(
                $"{file}: the transformer lies in {elsewhere}; only a model at the top of its folder is supported");
        }

        var pooling = steps.FirstOrDefault(step => step.Name == "Pooling").Path;
        var config = Path.Combine(directory, pooling is { Length: > 0 } ? pooling : DefaultPoolingFolder, "config.json");
        var isThere = pooling is not null || File.Exists(config);
        return new SentenceSteps(
            isThere ? ReadPooling(config, hiddenSize) : PoolingMode.Mean,
            IsAssumed: !isThere,
            steps.Any(step => step.Name == "Normalize"),
            [.. steps.Select(step => step.Name).Except(["Transformer", "Pooling", "Normalize"])])
        {
            PoolingFile = isThere ? config : null,
        };
    }

    private static PoolingMode ReadPooling(string file, int hiddenSize)
    {
        var config = ModelJson.Read(file, ModelJsonContext.Default.PoolingConfig);
        if (config.WordEmbeddingDimension != hiddenSize)
        {
            throw new ModelLoadException(
                $"{file}: word_embedding_dimension is {config.WordEmbeddingDimension}, the width in config.json {hiddenSize}");
        }

        if (config.IncludePrompt == false)
        {
            throw new ModelLoadException(
                $"{file}: include_prompt is false; leaving a prompt's tokens out of the pooling is not supported");
        }

        PoolingMode?[] modes =
        [
            config.PoolingModeClsToken ? PoolingMode.Cls : null,
            config.PoolingModeMeanTokens ? PoolingMode.Mean : null,
            config.PoolingModeMaxTokens ? PoolingMode.Max : null,
            config.PoolingModeLastToken ? PoolingMode.LastToken : null,
        ];
        var isOther = config.PoolingModeMeanSqrtLenTokens || config.PoolingModeWeightedMeanTokens;
        return modes.OfType<PoolingMode>().ToArray() is [var mode] && !isOther
            ? mode
            : throw new ModelLoadException(
                $"{file}: exactly one of pooling_mode_mean_tokens, _cls_token, _lasttoken and _max_tokens must be true; "
                + "mean pooling by square root or weight, and several at once, are not supported");
    }
}
