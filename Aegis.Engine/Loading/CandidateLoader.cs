using Aegis.Engine.Inference;
using Aegis.Engine.Inference.Onnx;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Proof;
using Aegis.Engine.Tokenization;

namespace Aegis.Engine.Loading;

internal sealed class CandidateLoader(ConsistencyRecords records, ILogger<CandidateLoader> logger)
{
    /// <exception cref="ModelLoadException">The file cannot be loaded or computes wrong vectors; the message names it.</exception>
    public ProvenModel Load(ModelDescription description, LoadCandidate candidate, Task<ITextTokenizer> loadingTokenizer)
    {
        // On another core while ONNX Runtime builds its session: weights of 2 GB take seconds.
        var hashing = Task.Run(() => ModelFingerprint.Of(description, candidate.File));
        var model = Open(description, candidate, loadingTokenizer);
        try
        {
            var tokenizer = loadingTokenizer.GetAwaiter().GetResult();
            var fingerprint = hashing.GetAwaiter().GetResult();
            var canary = CanaryFor(description, candidate, new LoadedModel(model, tokenizer, fingerprint));
            if (canary.ProblemWith(model, tokenizer) is { } problem)
            {
                var path = description.PathOf(candidate.File.File);
                throw new ModelLoadException($"{path} computes wrong vectors on this machine ({candidate.Entry.Name}): {problem}");
            }

            return new ProvenModel(Identify(description, candidate, fingerprint), tokenizer, model)
            {
                BatchLimits = LimitsFor(description, candidate, model, tokenizer),
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

    private static IEmbeddingModel Open(ModelDescription description, LoadCandidate candidate, Task<ITextTokenizer> loadingTokenizer)
    {
        var session = OnnxSession.Open(description, candidate.File, candidate.Entry);
        try
        {
            var tokenizer = loadingTokenizer.GetAwaiter().GetResult();
            if (GraphRules.ProblemWithRows(session.Graph, description, tokenizer) is { } rows)
            {
                throw new ModelLoadException($"{description.PathOf(candidate.File.File)}: {rows}");
            }

            var model = new OnnxEmbeddingModel(session, candidate.Entry.Rules, description.Steps, tokenizer);
            if (model.ProblemInTrial() is { } problem)
            {
                throw new ModelLoadException(
                    $"{description.PathOf(candidate.File.File)}: a trial run on {candidate.Entry.Name} {problem}");
            }

            return candidate.Entry.Rules.IsSerial ? new SerializedModel(model) : model;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static ModelIdentity Identify(ModelDescription description, LoadCandidate candidate, string fingerprint) => new(
        description.Id,
        description.Organisation,
        description.Created,
        fingerprint,
        candidate.Entry.Name,
        candidate.File.Precision.Name());

    private Canary CanaryFor(ModelDescription description, LoadCandidate candidate, LoadedModel loaded)
    {
        var precision = candidate.File.Precision;
        if (description.HasReferenceVectors(precision))
        {
            var file = description.ReferenceVectorsFile(precision);
            var reference = ModelJson.Read(file, ModelJsonContext.Default.ReferenceVectors, vectors => vectors.Items);
            return new Canary(reference, Canary.MinToItself(precision), Path.GetFileName(file));
        }

        var key = $"{description.Id}-{loaded.Fingerprint[..16]}-{candidate.Entry.Name}";
        if (records.Find(key) is { } record)
        {
            var name = ConsistencyRecords.NameOf(key);
            var source = $"its first start (delete {name} in Aegis:Model:StateDirectory if the change is intended)";
            return new Canary(record, Canary.MinToItself(precision), source);
        }

        CompareWithFp32(description, candidate, loaded);
        var first = BuiltInTexts.Embed(loaded.Model, loaded.Tokenizer);
        records.Save(key, first);
        return new Canary(first, Canary.MinToItself(precision), "its first start");
    }

    // Once in the life of a model: a file that nothing else proves is compared with the fp32 file on the CPU, if there is one.
    private static void CompareWithFp32(ModelDescription description, LoadCandidate candidate, LoadedModel loaded)
    {
        var file = description.Files.FirstOrDefault(file => file.Precision == Precision.Fp32) ?? candidate.File;
        var yardstick = new LoadCandidate(ProviderTable.Of(ExecutionProvider.Cpu), file);
        if (yardstick == candidate || yardstick.File.Precision != Precision.Fp32)
        {
            return;
        }

        using var model = Open(description, yardstick, Task.FromResult(loaded.Tokenizer));
        var reference = BuiltInTexts.Embed(model, loaded.Tokenizer);
        var canary = new Canary(reference, Canary.MinToFp32(candidate.File.Precision), $"{yardstick.File.File} on the CPU");
        if (canary.ProblemWith(loaded.Model, loaded.Tokenizer) is { } problem)
        {
            throw new ModelLoadException(
                $"{description.PathOf(candidate.File.File)} computes other vectors than it should ({candidate.Entry.Name}): {problem}");
        }
    }

    private BatchLimits LimitsFor(ModelDescription description, LoadCandidate candidate, IEmbeddingModel model, ITextTokenizer tokenizer)
    {
        var limits = candidate.Entry.Rules.BatchLimits;
        var difference = BuiltInTexts.DifferenceBesideNeighbours(model, tokenizer);
        if (difference <= BuiltInTexts.MaxRounding)
        {
            return limits;
        }

        var graph = OnnxGraphReader.Read(description.PathOf(candidate.File.File));
        var cause = graph.IsDynamicallyQuantized ? ", because it quantises by the batch" : string.Empty;
        LoadingLog.DependsOnNeighbours(logger, candidate.File.File, difference, cause);
        return limits with { MaxSequences = 1 };
    }

    private sealed record LoadedModel(IEmbeddingModel Model, ITextTokenizer Tokenizer, string Fingerprint);
}
