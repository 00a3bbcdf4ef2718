namespace Aegis.SoakRunner.Run;

/// <param name="Report">Null: nothing was measured.</param>
/// <param name="Message">Why nothing was measured.</param>
internal sealed record RunResult(ExitCode Code, SoakReport? Report, string? Folder, string? Message);
