namespace Aegis.Engine.Loading;

/// <summary>Why a better way to serve a model is not used.</summary>
internal enum SkipReason
{
    /// <summary>There was no better way.</summary>
    None,

    /// <summary>This build of ONNX Runtime has no other provider.</summary>
    NotInBuild,

    /// <summary>This CPU saturates int8 products.</summary>
    Int8NotExact,

    /// <summary>The folder has no reference vectors for int8.</summary>
    NoReferenceVectors,

    Failed,
}

/// <summary>A way to serve a model that is not used.</summary>
internal sealed record SkippedWay(string Way, SkipReason Reason, string Message)
{
    public override string ToString() => $"{Way}: {Message}";
}

/// <summary>The way that serves, and the better ways that do not.</summary>
internal sealed record LoadChoice(LoadCandidate Candidate, IReadOnlyList<SkippedWay> Skipped)
{
    public string Reason
    {
        get
        {
            var absent = Skipped.Where(way => way.Reason == SkipReason.NotInBuild).Select(way => way.Way).ToArray();
            string[] reasons =
            [
                .. Skipped.Where(way => way.Reason != SkipReason.NotInBuild).Select(way => way.ToString()),
                .. absent.Length > 0 ? [$"this build of ONNX Runtime has no {string.Join(", no ", absent)}"] : Array.Empty<string>(),
            ];
            return Candidate + (reasons.Length > 0 ? $" ({string.Join("; ", reasons)})" : ", the first choice");
        }
    }

    /// <summary>The gravest reason, for metrics.</summary>
    public SkipReason Skip => Skipped.Select(way => way.Reason).DefaultIfEmpty().Max();
}
