using Aegis.SoakRunner.Measure;

namespace Aegis.SoakRunner.Load;

/// <summary>How one request went.</summary>
/// <param name="Kind">The class it is counted in.</param>
/// <param name="Problem">What was wrong; null when it went well.</param>
/// <param name="Body">The answer; null unless it went well.</param>
internal sealed record Answer(OutcomeKind Kind, string? Problem, EmbeddingsAnswer? Body);
