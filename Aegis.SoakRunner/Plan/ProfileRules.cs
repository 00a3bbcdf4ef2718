namespace Aegis.SoakRunner.Plan;

/// <summary>Rules for profiles beyond the types of the fields.</summary>
internal static class ProfileRules
{
    private const int MaxSeconds = 7 * 86_400;
    private const int MaxConnections = 4_096;
    private const double MaxPerSecond = 100_000;

    /// <summary>All mistakes, each with the name of the field.</summary>
    public static IEnumerable<string> ProblemsOf(SoakProfile profile)
    {
        // JSON can put null into a list of any type. The other rules expect none.
        var nullItem = Nulls("phases", profile.Phases)
            ?? Nulls("streams", profile.Streams)
            ?? Nulls("rubric.ratios", profile.Rubric.Ratios);
        if (nullItem is { } nulls)
        {
            yield return nulls;
            yield break;
        }

        if (profile.Name.Length is 0 or > 40 || !profile.Name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
        {
            yield return "name: 1 to 40 letters, digits and hyphens";
        }

        if (profile.Phases.Count == 0
            || profile.Phases.Any(phase => phase.Seconds < 1 || phase.Name.Length == 0)
            || profile.Phases.Sum(phase => (long)phase.Seconds) > MaxSeconds)
        {
            yield return $"phases: at least one; each has a name and at least 1 second, all together at most {MaxSeconds}";
        }

        if (HasTwins(profile.Phases.Select(phase => phase.Name)))
        {
            yield return "phases: two have the same name";
        }

        if (profile.WarmUpSeconds is < 0 or > MaxSeconds)
        {
            yield return $"warmUpSeconds: 0 to {MaxSeconds}";
        }

        if (profile.WindowSeconds is < 1 or > 3_600)
        {
            yield return "windowSeconds: 1 to 3,600";
        }

        if (profile.Streams.Count is 0 or > 32
            || profile.Streams.Any(stream => stream.Name.Length == 0)
            || HasTwins(profile.Streams.Select(stream => stream.Name)))
        {
            yield return "streams: 1 to 32, each with a name of its own";
        }

        var ofStreams = profile.Streams.SelectMany(stream => ProblemsOf(stream, profile));
        foreach (var problem in ofStreams.Concat(ProblemsOf(profile.Rubric, profile)).Concat(ProblemsOf(profile.Faults)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> ProblemsOf(StreamPlan stream, SoakProfile profile)
    {
        var name = $"streams '{stream.Name}'";
        if (stream.Open is null == stream.Connections is null)
        {
            yield return $"{name}: either open or connections";
        }

        if (stream.Connections is < 1 or > MaxConnections || stream.MaxInFlight is < 1 or > MaxConnections)
        {
            yield return $"{name}: connections and maxInFlight: 1 to {MaxConnections}";
        }

        if (stream.TimeoutSeconds is < 1 or > 600 || !(stream.ObjectiveMs > 0))
        {
            yield return $"{name}: timeoutSeconds: 1 to 600; objectiveMs: above 0";
        }

        if (!IsAmount(stream.Tokens, 8_192) || !IsAmount(stream.Inputs, 2_048))
        {
            yield return $"{name}: tokens and inputs: 1 <= least <= most (8,192 tokens, 2,048 inputs), median above 0, spread 0 to 3";
        }

        if (stream.Open is { } open
            && (!(open.PerSecond is > 0 and <= MaxPerSecond) || open.ToPerSecond is not (null or (> 0 and <= MaxPerSecond))
                || open.BurstSize is < 1 or > MaxConnections))
        {
            yield return $"{name}: open: perSecond and toPerSecond above 0, at most {MaxPerSecond}; burstSize 1 to {MaxConnections}";
        }

        foreach (var phase in stream.Phases?.Where(phase => profile.Phases.All(known => known.Name != phase)) ?? [])
        {
            yield return $"{name}: there is no phase '{phase}'";
        }
    }

    private static IEnumerable<string> ProblemsOf(Rubric rubric, SoakProfile profile)
    {
        if (rubric.ErrorRate is < 0 or > 1 || rubric.LeastWindows < 4)
        {
            yield return "rubric: errorRate: 0 to 1; leastWindows: at least 4";
        }

        foreach (var ratio in rubric.Ratios ?? [])
        {
            if (profile.Streams.All(stream => stream.Name != ratio.Stream)
                || profile.Phases.All(phase => phase.Name != ratio.Phase)
                || profile.Phases.All(phase => phase.Name != ratio.BasePhase))
            {
                yield return $"rubric ratio '{ratio.Name}': stream, phase and basePhase must be those of the profile";
            }

            if (ratio.Percentile is not (50 or 90 or 95 or 99 or 100) || !(ratio.AtMost > 0))
            {
                yield return $"rubric ratio '{ratio.Name}': percentile: 50, 90, 95, 99 or 100; atMost: above 0";
            }
        }
    }

    private static IEnumerable<string> ProblemsOf(FaultPlan? faults)
    {
        if (faults is not null
            && (faults.Kinds.Count == 0 || !(faults.EverySeconds >= 0.1) || faults.BurstSize is < 1 or > MaxConnections))
        {
            yield return $"faults: at least one kind; everySeconds at least 0.1; burstSize 1 to {MaxConnections}";
        }
    }

    private static bool IsAmount(Amount amount, int most) =>
        amount.Least >= 1 && amount.Least <= amount.Most && amount.Most <= most && amount.Median > 0 && amount.Spread is >= 0 and <= 3;

    private static string? Nulls<T>(string field, IReadOnlyList<T>? items) =>
        items?.Any(item => item is null) == true ? $"{field}: null is none" : null;

    private static bool HasTwins(IEnumerable<string> names) => names.GroupBy(name => name).Any(group => group.Count() > 1);
}
