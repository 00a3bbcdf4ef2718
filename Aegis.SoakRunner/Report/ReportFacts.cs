using System.Globalization;

namespace Aegis.SoakRunner.Report;

/// <summary>Runner and target of a run. Two runs compare only if these are equal.</summary>
internal static class ReportFacts
{
    public static IReadOnlyList<ReportFact> Of(SoakReport report) =>
    [
        new("machine.cpu", "Processor", report.Machine.Cpu),
        new("machine.cores", "Cores", report.Machine.Cores.ToString(CultureInfo.InvariantCulture)),
        new("machine.memory", "Memory", Format.Bytes(report.Machine.MemoryBytes)),
        new("machine.os", "Operating system", report.Machine.OperatingSystem),
        new("machine.dotnet", ".NET of the runner", report.Machine.DotNet),
        new("runner", "Runner", report.Runner),
        new("target.address", "Target", report.Target.Address, IsPlace: true),
        new("target.local", "Target is on the same machine", report.Target.IsLocal ? "yes" : "no"),
        new("target.version", "Version of the target", report.Target.Version),
        new("target.backend", "Backend", report.Target.Backend),
        new("target.model", "Model", report.Target.Model),
        new("target.fingerprint", "Fingerprint of the model", report.Target.Fingerprint),
        new("target.provider", "Execution provider", report.Target.Provider),
        new("target.precision", "Precision", report.Target.Precision),
        new("target.onnxruntime", "ONNX Runtime", report.Target.OnnxRuntime),
    ];
}

/// <param name="Key">Name for programs.</param>
/// <param name="Label">Name for people.</param>
/// <param name="Value">Null: not known.</param>
/// <param name="IsPlace">An address: it may differ without a difference in the figures.</param>
internal sealed record ReportFact(string Key, string Label, string? Value, bool IsPlace = false);
