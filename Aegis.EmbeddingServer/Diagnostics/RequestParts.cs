namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>What a request's time went into.</summary>
/// <param name="Start">Timestamp of its begin.</param>
/// <param name="Stages">Its stages, in order.</param>
/// <param name="Runs">The Runs that served it; null when there was none.</param>
internal readonly record struct RequestParts(long Start, IReadOnlyList<Stage> Stages, RunTraces? Runs);
