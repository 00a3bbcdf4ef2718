namespace Aegis.Engine.Inference.Onnx;

/// <summary>What this machine and this build of ONNX Runtime can do. The providers have their names in ONNX Runtime.</summary>
internal sealed record MachineFacts(IReadOnlyList<string> Providers, bool Int8IsExact)
{
    public static MachineFacts Read() => new(OnnxLibrary.Providers(), Int8Support.IsExact);
}
