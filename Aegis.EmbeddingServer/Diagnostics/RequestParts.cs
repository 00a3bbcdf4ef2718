namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>What a request's time went into.</summary>
/// <param name="Stages">Its stages, in order.</param>
/// <param name="Runs">The Runs that served it; null when there was none.</param>
internal readonly record struct RequestParts(IReadOnlyList<Stage> Stages, RunTraces? Runs);
