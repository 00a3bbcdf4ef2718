namespace Aegis.Engine.Inference.Onnx;

/// <summary>What this machine and this build of ONNX Runtime can do.</summary>
/// <param name="Providers">The providers of the build, by their names in ONNX Runtime.</param>
/// <param name="Int8IsExact">See <see cref="Int8Support"/>.</param>
internal sealed record MachineFacts(IReadOnlyList<string> Providers, bool Int8IsExact)
{
    public static MachineFacts Read() => new(OnnxLibrary.Providers(), Int8Support.IsExact);
}
