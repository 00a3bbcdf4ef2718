namespace Aegis.EmbeddingServer.Serving;

/// <summary>What a proof of the serving model found.</summary>
/// <param name="Problem">What is wrong, in words; null when its vectors are right.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record ProofResult(string? Problem, TimeSpan Duration);
