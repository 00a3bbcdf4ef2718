using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>Makes the backend that the options ask for, or says why it cannot be had.</summary>
internal sealed class BackendLoader(AegisOptions options, ILogger<BackendLoader> logger)
{
    /// <summary>Loads and proves; takes up to a second.</summary>
    /// <exception cref="ModelLoadException">The model cannot be served.</exception>
    public Backend Load() => options.Backend switch
    {
        BackendKind.Onnx => LoadVerified(ModelFolder.Open(options.Model)),
        BackendKind.Deterministic => LoadDeterministic(),
        _ => throw new InvalidOperationException($"unknown backend {options.Backend}"),
    };

    // The files are hashed on another core while ONNX Runtime builds its session from them: nothing is served before
    // both are over, and a damaged file is reported as that, whatever else it led to.
    private Backend LoadVerified(ModelFolder folder)
    {
        var verification = Task.Run(folder.Verify);
        Backend backend;
        try
        {
            backend = LoadOnnx(folder.Describe());
        }
        catch (ModelLoadException)
        {
            verification.GetAwaiter().GetResult();
            throw;
        }

        try
        {
            verification.GetAwaiter().GetResult();
            return backend;
        }
        catch
        {
            backend.Dispose();
            throw;
        }
    }

    private Backend LoadOnnx(ModelDescription description)
    {
        // The tokenizer loads on another core while ONNX Runtime builds its session: each takes a good part of the start.
        var loading = Task.Run(() => LoadTokenizer(description));
        if (options.Model.Precision == PrecisionChoice.Auto)
        {
            return Int8Support.IsExact ? LoadInt8OrFp32(description, loading) : FallBackToFp32(description, loading, "this CPU saturates int8 products (no VNNI, no dot product)");
        }

        return LoadProven(description, loading, options.Model.Precision == PrecisionChoice.Int8 ? Precision.Int8 : Precision.Fp32);
    }

    private Backend LoadInt8OrFp32(ModelDescription description, Task<ITextTokenizer> loading)
    {
        try
        {
            return LoadProven(description, loading, Precision.Int8);
        }
        catch (ModelLoadException exception) when (!loading.IsFaulted)
        {
            return FallBackToFp32(description, loading, exception.Message);
        }
    }

    private Backend FallBackToFp32(ModelDescription description, Task<ITextTokenizer> loading, string reason)
    {
        InferenceLog.Int8NotUsed(logger, reason);
        try
        {
            return LoadProven(description, loading, Precision.Fp32);
        }
        catch (ModelLoadException exception)
        {
            throw new ModelLoadException($"{exception.Message}; int8 is not used either: {reason}", exception);
        }
    }

    private static Backend LoadProven(ModelDescription description, Task<ITextTokenizer> loading, Precision precision)
    {
        var reference = ModelJson.Read(description.ReferenceVectorsFile(precision), ModelJsonContext.Default.ReferenceVectors, vectors => vectors.Items);
        var file = description.OnnxFile(precision);
        var model = OnnxEmbeddingModel.Load(file, description.Dimensions);
        try
        {
            var tokenizer = loading.GetAwaiter().GetResult();
            return Canary.ProblemWith(model, tokenizer, reference, Canary.LeastMeanCosine(precision)) is { } problem
                ? throw new ModelLoadException($"{file} computes wrong vectors on this machine: {problem}")
                : new Backend(Identify(description, precision), tokenizer, model);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static BackendIdentity Identify(ModelDescription description, Precision precision) => new(
        description.Id,
        description.Organisation,
        description.Created,
        BackendKind.Onnx,
        description.Fingerprint(precision),
        "cpu",
        precision == Precision.Int8 ? "int8" : "fp32");

    private static ITextTokenizer LoadTokenizer(ModelDescription description)
    {
        try
        {
            var tokenizer = TokenizerLoader.Load(Path.GetDirectoryName(description.VocabularyFile)!, description.MaxTokens);
            return tokenizer.VocabularySize == description.VocabularySize
                ? tokenizer
                : throw new ModelLoadException($"{description.VocabularyFile} has {tokenizer.VocabularySize} entries, vocab_size in config.json is {description.VocabularySize}");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"{description.VocabularyFile} cannot be used: {exception.Message}", exception);
        }
    }

    private Backend LoadDeterministic()
    {
        InferenceLog.DeterministicBackend(logger);
        var identity = new BackendIdentity(
            options.Model.Id ?? "aegis-deterministic",
            Organisation: null,
            Created: 0,
            BackendKind.Deterministic,
            Fingerprint: nameof(BackendKind.Deterministic),
            "cpu",
            "none");
        return new Backend(identity, new DeterministicTokenizer(), new DeterministicEmbeddingModel(options.Deterministic.Dimensions));
    }
}
