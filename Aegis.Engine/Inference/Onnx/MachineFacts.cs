namespace Aegis.Engine.Inference.Onnx;

/// <summary>What this machine, and this build of ONNX Runtime, can do.</summary>
/// <param name="Providers">The providers of the build, as ONNX Runtime calls them.</param>
/// <param name="Int8IsExact">Whether the CPU sums u8 x s8 products without saturation.</param>
internal sealed record MachineFacts(IReadOnlyList<string> Providers, bool Int8IsExact)
{
    /// <summary>Asks ONNX Runtime and the CPU.</summary>
    public static MachineFacts Read() => new(OnnxLibrary.Providers(), Int8Support.IsExact);
}
