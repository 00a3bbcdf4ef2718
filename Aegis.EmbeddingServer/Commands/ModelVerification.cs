using System.Diagnostics;
using System.Globalization;
using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;
using Aegis.Engine.Tokenization;

namespace Aegis.EmbeddingServer.Commands;

/// <summary>
/// <c>model verify</c>: checksums, and for each file that could be served the canary, whether neighbours change a vector,
/// and its speed at a few shapes on one thread.
/// </summary>
internal sealed class ModelVerification(AegisOptions options, OnnxBackendLoader loader, TextWriter output)
{
    private static readonly (int Sequences, int Length)[] Shapes = [(1, 16), (8, 16), (8, 64), (1, 256), (8, 256)];

    private static readonly TimeSpan TimePerShape = TimeSpan.FromSeconds(0.5);

    /// <summary>Writes the report as it goes.</summary>
    /// <returns>True when everything held.</returns>
    public bool Run()
    {
        try
        {
            var folder = ModelFolder.Open(options.Model);
            var description = folder.Describe();
            var isWhole = Holds("checksums", description.Manifest is { } manifest ? $"{manifest.Files.Count} files" : "no manifest, so nothing to compare with", folder.Verify);
            var tokenizer = Task.FromResult(ModelTokenizer.Load(description));
            var plan = LoadPlan.For(new LoadWish(options.Execution.Provider, options.Model.Precision), description, MachineFacts.Read());
            return plan.Candidates.Aggregate(isWhole, (holds, candidate) => Verify(description, candidate, tokenizer) && holds);
        }
        catch (ModelLoadException exception)
        {
            return Say("FAIL", "model", exception.Message);
        }
    }

    private bool Verify(ModelDescription description, LoadCandidate candidate, Task<ITextTokenizer> tokenizer)
    {
        var way = $"{candidate.File.File} on {candidate.Entry.Name}";
        Backend? backend = null;
        if (!Holds(way, "loads, a trial run and the canary", () => backend = loader.Load(description, candidate, tokenizer)))
        {
            return false;
        }

        using (backend)
        {
            Say("ok", way, $"canary: mean cosine of at least {backend!.Canary!.LeastMeanCosine} to {backend.Canary.Source}");
            var difference = BuiltInTexts.DifferenceBesideNeighbours(backend.Model, backend.Tokenizer);
            var isInvariant = difference <= BuiltInTexts.MostDifference;
            Say(isInvariant ? "ok" : "note", way, Invariant($"neighbours change a component by at most {difference:0.0E+0}{(isInvariant ? string.Empty : ": every text gets a Run of its own")}"));
            foreach (var (sequences, length) in Shapes.Where(shape => shape.Length <= description.MaxTokens && shape.Sequences <= backend.Limits.MaxSequences))
            {
                Say("speed", way, Invariant($"{sequences} x {length} tokens: {TokensPerSecond(backend, sequences, length):N0} tokens/s on one thread"));
            }
        }

        return true;
    }

    private static double TokensPerSecond(Backend backend, int sequences, int length)
    {
        TokenSequence[] batch = [.. Enumerable.Range(0, sequences).Select(row => backend.Tokenizer.FromIds([.. Enumerable.Range(row, length).Select(id => id % backend.Tokenizer.VocabularySize)], Truncation.End))];
        batch = [.. batch.Select(sequence => new TokenSequence(sequence.Ids[..Math.Min(length, sequence.Length)], truncated: false))];
        var vectors = new float[sequences * backend.Model.Dimensions];
        backend.Model.Embed(batch, vectors);
        var (begin, runs) = (Stopwatch.GetTimestamp(), 0);
        do
        {
            backend.Model.Embed(batch, vectors);
            runs++;
        }
        while (Stopwatch.GetElapsedTime(begin) < TimePerShape);

        return runs * batch.Sum(sequence => (double)sequence.Length) / Stopwatch.GetElapsedTime(begin).TotalSeconds;
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

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
