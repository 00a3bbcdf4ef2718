using System.Globalization;
using Aegis.Engine.Inference.Onnx;
using Aegis.Engine.Loading;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Proof;
using Aegis.Engine.Tokenization;

namespace Aegis.EmbeddingServer.Commands.Models;

/// <summary>
/// <c>model verify</c>: checksums, and for each file that could be served the canary, whether neighbours change a vector,
/// and its speed at a few shapes on one thread.
/// </summary>
internal sealed class ModelVerification(LoadSettings settings, CandidateLoader loader, TimeProvider clock, TextWriter output)
{
    private static readonly (int Sequences, int Length)[] Shapes = [(1, 16), (8, 16), (8, 64), (1, 256), (8, 256)];

    private static readonly TimeSpan TimePerShape = TimeSpan.FromSeconds(0.5);

    /// <summary>Writes the report as it goes.</summary>
    /// <returns>True when everything held.</returns>
    public bool Run()
    {
        try
        {
            var folder = ModelFolder.Open(settings.Model);
            var description = folder.Describe();
            var isWhole = Holds("checksums", description.Manifest is { } manifest ? $"{manifest.Files.Count} files" : "no manifest, so nothing to compare with", folder.Verify);
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
            Say(isInvariant ? "ok" : "note", way, Invariant($"neighbours change a component by at most {difference:0.0E+0}{(isInvariant ? string.Empty : ": every text gets a Run of its own")}"));
            foreach (var (sequences, length) in Shapes.Where(shape => shape.Length <= description.MaxTokens && shape.Sequences <= model.BatchLimits.MaxSequences))
            {
                Say("speed", way, Invariant($"{sequences} x {length} tokens: {TokensPerSecond(model, sequences, length):N0} tokens/s on one thread"));
            }
        }

        return true;
    }

    private double TokensPerSecond(ProvenModel model, int sequences, int length)
    {
        TokenSequence[] batch = [.. Enumerable.Range(0, sequences).Select(row => model.Tokenizer.FromIds([.. Enumerable.Range(row, length).Select(id => id % model.Tokenizer.VocabularySize)], Truncation.End))];
        batch = [.. batch.Select(sequence => new TokenSequence(sequence.Ids[..Math.Min(length, sequence.Length)], truncated: false))];
        var vectors = new float[sequences * model.Dimensions];
        model.Model.Embed(batch, vectors);
        var (begin, runs) = (clock.GetTimestamp(), 0);
        do
        {
            model.Model.Embed(batch, vectors);
            runs++;
        }
        while (clock.GetElapsedTime(begin) < TimePerShape);

        return runs * batch.Sum(sequence => (double)sequence.Length) / clock.GetElapsedTime(begin).TotalSeconds;
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
