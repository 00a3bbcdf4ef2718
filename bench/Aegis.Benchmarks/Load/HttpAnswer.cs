namespace Aegis.Benchmarks.Load;

/// <summary>What matters of an answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Tokens">Its <c>usage.total_tokens</c>; 0 when it has none.</param>
internal readonly record struct HttpAnswer(int Status, int Tokens);
