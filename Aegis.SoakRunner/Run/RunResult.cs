using Aegis.SoakRunner.Document;

namespace Aegis.SoakRunner.Run;

/// <summary>How a run ended.</summary>
/// <param name="Code">What the process says.</param>
/// <param name="Report">All that was found; null when nothing was measured.</param>
/// <param name="Folder">Where the report is.</param>
/// <param name="Message">Why nothing was measured.</param>
internal sealed record RunResult(ExitCode Code, SoakReport? Report, string? Folder, string? Message);
