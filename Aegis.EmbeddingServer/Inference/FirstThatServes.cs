using Aegis.EmbeddingServer.Model;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>Goes through a <see cref="LoadPlan"/> until a way serves.</summary>
internal static class FirstThatServes
{
    /// <summary>Tries the ways in their order.</summary>
    /// <param name="plan">The ways.</param>
    /// <param name="load">Loads and proves one, or throws <see cref="ModelLoadException"/>.</param>
    /// <returns>What the first way that serves gave, that way, and what came before it and why not.</returns>
    /// <exception cref="ModelLoadException">None serves; the message has every reason.</exception>
    public static (T Result, LoadCandidate Candidate, IReadOnlyList<SkippedWay> Skipped) Find<T>(LoadPlan plan, Func<LoadCandidate, T> load)
    {
        var skipped = plan.Skipped.ToList();
        foreach (var candidate in plan.Candidates)
        {
            try
            {
                return (load(candidate), candidate, skipped);
            }
            catch (ModelLoadException exception)
            {
                skipped.Add(new SkippedWay($"{candidate.Entry.Name} {candidate.File.File}", SkipReason.Failed, exception.Message));
            }
        }

        // The last way is the one that most would have counted on. A broken tokenizer is the same reason for all.
        var reasons = skipped.Where(way => way.Reason != SkipReason.NotInBuild).Select(way => way.Message).Reverse().Distinct();
        throw new ModelLoadException(string.Join("; ", reasons));
    }

    /// <summary>Why this way is the one, in words.</summary>
    public static string Explain(LoadCandidate candidate, IReadOnlyList<SkippedWay> skipped)
    {
        var absent = skipped.Where(way => way.Reason == SkipReason.NotInBuild).Select(way => way.Way).ToArray();
        string[] reasons =
        [
            .. skipped.Where(way => way.Reason != SkipReason.NotInBuild).Select(way => way.ToString()),
            .. absent.Length > 0 ? [$"this build of ONNX Runtime has no {string.Join(", no ", absent)}"] : Array.Empty<string>(),
        ];
        return $"{candidate.File.File} on {candidate.Entry.Name}{(reasons.Length > 0 ? $" ({string.Join("; ", reasons)})" : ", the first choice")}";
    }
}
