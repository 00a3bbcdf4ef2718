using Aegis.Engine.Inference.Onnx;
using Aegis.Engine.Loading;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Proof;
using Aegis.Engine.Tokenization;
using static System.FormattableString;

namespace Aegis.EmbeddingServer.Commands.Models;

/// <summary>
/// <c>model verify</c>: checksums; for each file that could be served, the canary, whether neighbours change a vector, and the speed
/// at a few shapes on one thread.
/// </summary>
internal sealed class ModelVerification(LoadSettings settings, CandidateLoader loader, TimeProvider clock, TextWriter output)
{
    private static readonly (int Sequences, int Length)[] Shapes = [(1, 16), (8, 16), (8, 64), (1, 256), (8, 256)];

    private static readonly TimeSpan TimePerShape = TimeSpan.FromSeconds(0.5);

    /// <returns>True when everything held.</returns>
    public bool Run()
    {
        try
        {
            var folder = ModelFolder.Open(settings.Model);
            var description = folder.Describe();
            var listed = description.Manifest is { } manifest ? $"{manifest.Files.Count} files" : "no manifest, so nothing to compare with";
            var isWhole = Holds("checksums", listed, folder.Verify);
            var tokenizer = Task.FromResult(ModelTokenizer.Load(description));
            var plan = LoadPlan.For(settings, description, MachineFacts.Read());
            return plan.Candidates.Aggregate(isWhole, (holds, candidate) => Verify(description, candidate, tokenizer) && holds);
        }
        catch (ModelLoadException exception)
        {
            return Say("FAIL", "model", exception.Message);
        }
    }

    private bool Verify(ModelDescription description, LoadCandidate candidate, Task<ITextTokenizer> tokenizer)
    {
        var way = candidate.ToString();
        ProvenModel? model = null;
        if (!Holds(way, "loads, a trial run and the canary", () => model = loader.Load(description, candidate, tokenizer)))
        {
            return false;
        }

        using (model)
        {
            Say("ok", way, $"canary: mean cosine of at least {model!.Canary!.MinMeanCosine} to {model.Canary.Source}");
            var difference = BuiltInTexts.DifferenceBesideNeighbours(model.Model, model.Tokenizer);
            var isInvariant = difference <= BuiltInTexts.MaxRounding;
            var effect = isInvariant ? string.Empty : ": every text gets a batch of its own";
            Say(isInvariant ? "ok" : "note", way, Invariant($"neighbours change a component by at most {difference:0.0E+0}{effect}"));
            var limit = model.BatchLimits.MaxSequences;
            foreach (var (sequences, length) in Shapes.Where(shape => shape.Length <= description.MaxTokens && shape.Sequences <= limit))
            {
                var throughput = TokensPerSecond(model, sequences, length);
                Say("speed", way, Invariant($"{sequences} x {length} tokens: {throughput:N0} tokens/s on one thread"));
            }
        }

        return true;
    }

    private double TokensPerSecond(ProvenModel model, int sequences, int length)
    {
        TokenSequence[] batch = [.. Enumerable.Range(0, sequences).Select(Sequence)];
        var vectors = new float[sequences * model.Dimensions];
        model.Model.Embed(batch, vectors);
        var (begin, batches) = (clock.GetTimestamp(), 0);
        do
        {
            model.Model.Embed(batch, vectors);
            batches++;
        }
        while (clock.GetElapsedTime(begin) < TimePerShape);

        return batches * batch.Sum(sequence => (double)sequence.Length) / clock.GetElapsedTime(begin).TotalSeconds;

        TokenSequence Sequence(int row)
        {
            var ids = Enumerable.Range(row, length).Select(id => id % model.Tokenizer.VocabularySize);
            var framed = model.Tokenizer.FromIds([.. ids], Truncation.End).Ids;
            return new TokenSequence(framed[..Math.Min(length, framed.Length)], truncated: false);
        }
    }

    private bool Holds(string subject, string what, Action check)
    {
        try
        {
            check();
            return Say("ok", subject, what);
        }
        catch (ModelLoadException exception)
        {
            return Say("FAIL", subject, exception.Message);
        }
    }

    private bool Say(string result, string subject, string text)
    {
        output.WriteLine($"{result,-5} {subject}: {text}");
        return result != "FAIL";
    }
}
