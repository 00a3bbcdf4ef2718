using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>Loads one file of a model on one provider, and proves it.</summary>
internal sealed class OnnxBackendLoader(ConsistencyRecords records, ILogger<OnnxBackendLoader> logger)
{
    /// <summary>Loads and proves.</summary>
    /// <param name="description">The model's folder.</param>
    /// <param name="candidate">The file and the provider.</param>
    /// <param name="loadingTokenizer">Its tokenizer, which is loaded on another core meanwhile.</param>
    /// <exception cref="ModelLoadException">It cannot be loaded or computes wrong vectors; the message names the file.</exception>
    public Backend Load(ModelDescription description, LoadCandidate candidate, Task<ITextTokenizer> loadingTokenizer)
    {
        var hashing = Task.Run(() => description.Fingerprint(candidate.File));
        var loaded = OnnxEmbeddingModel.Load(description, candidate, loadingTokenizer);
        IEmbeddingModel model = candidate.Entry.Rules.OneRunAtATime ? new OneRunAtATime(loaded) : loaded;
        try
        {
            var tokenizer = loadingTokenizer.GetAwaiter().GetResult();
            var fingerprint = hashing.GetAwaiter().GetResult();
            var canary = CanaryFor(description, candidate, new LoadedModel(model, tokenizer, fingerprint));
            return canary.ProblemWith(model, tokenizer) is { } problem
                ? throw new ModelLoadException($"{description.PathOf(candidate.File.File)} computes wrong vectors on this machine ({candidate.Entry.Name}): {problem}")
                : new Backend(Identify(description, candidate, fingerprint), tokenizer, model)
                {
                    Limits = LimitsFor(description, candidate, model, tokenizer),
                    Prompts = description.Prompts,
                    Canary = canary,
                };
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static BackendIdentity Identify(ModelDescription description, LoadCandidate candidate, string fingerprint) => new(
        description.Id,
        description.Organisation,
        description.Created,
        BackendKind.Onnx,
        fingerprint,
        candidate.Entry.Name,
        candidate.File.Precision.ToString().ToLowerInvariant());

    private Canary CanaryFor(ModelDescription description, LoadCandidate candidate, LoadedModel loaded)
    {
        var precision = candidate.File.Precision;
        if (description.HasReferenceVectors(precision))
        {
            var file = description.ReferenceVectorsFile(precision);
            return new Canary(ModelJson.Read(file, ModelJsonContext.Default.ReferenceVectors, vectors => vectors.Items), Canary.LeastToItself(precision), Path.GetFileName(file));
        }

        // The pooling too: who mends it gets other vectors, rightly.
        var key = $"{description.Id}-{loaded.Fingerprint[..16]}-{candidate.Entry.Name}-{description.Steps.Pooling.ToString().ToLowerInvariant()}";
        if (records.Find(key) is { } record)
        {
            return new Canary(record, Canary.LeastToItself(precision), $"its first start (delete {key}.json in Aegis:Model:StateDirectory if the change is intended)");
        }

        CompareWithFp32(description, candidate, loaded);
        var first = BuiltInTexts.Embed(loaded.Model, loaded.Tokenizer);
        if (records.PathOf(key) is { } path)
        {
            InferenceLog.FirstStart(logger, path);
            records.Save(key, first);
        }

        return new Canary(first, Canary.LeastToItself(precision), "its first start");
    }

    // Once in a model's life: what nothing else proves is held to the fp32 file on the CPU, where there is one.
    private static void CompareWithFp32(ModelDescription description, LoadCandidate candidate, LoadedModel loaded)
    {
        var yardstick = new LoadCandidate(ProviderTable.Of(ExecutionProvider.Cpu), description.Files.FirstOrDefault(file => file.Precision == Precision.Fp32) ?? candidate.File);
        if (yardstick == candidate || yardstick.File.Precision != Precision.Fp32)
        {
            return;
        }

        using var model = OnnxEmbeddingModel.Load(description, yardstick, Task.FromResult(loaded.Tokenizer));
        var canary = new Canary(BuiltInTexts.Embed(model, loaded.Tokenizer), Canary.LeastToFp32(candidate.File.Precision), $"{yardstick.File.File} on the CPU");
        if (canary.ProblemWith(loaded.Model, loaded.Tokenizer) is { } problem)
        {
            throw new ModelLoadException($"{description.PathOf(candidate.File.File)} computes other vectors than it should ({candidate.Entry.Name}): {problem}");
        }
    }

    private RunLimits LimitsFor(ModelDescription description, LoadCandidate candidate, IEmbeddingModel model, ITextTokenizer tokenizer)
    {
        var difference = BuiltInTexts.DifferenceBesideNeighbours(model, tokenizer);
        if (difference <= BuiltInTexts.MostDifference)
        {
            return new RunLimits(candidate.Entry.Rules.MaxRunTokens, int.MaxValue);
        }

        var file = description.PathOf(candidate.File.File);
        var cause = OnnxGraphReader.Read(file).IsDynamicallyQuantized ? ", because it quantises by the batch" : string.Empty;
        InferenceLog.DependsOnNeighbours(logger, candidate.File.File, difference, cause);
        return new RunLimits(candidate.Entry.Rules.MaxRunTokens, MaxSequences: 1);
    }

    private sealed record LoadedModel(IEmbeddingModel Model, ITextTokenizer Tokenizer, string Fingerprint);
}
