using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Aegis.Engine.Inference.Onnx;

/// <summary>What this machine and this build of ONNX Runtime can do. The providers have their names in ONNX Runtime.</summary>
internal sealed record MachineFacts(IReadOnlyList<string> Providers, bool Int8IsExact)
{
    public static MachineFacts Read() => new(OnnxLibrary.Providers(), Int8Support.IsExact);
}

/// <summary>
/// Whether this CPU sums u8 x s8 products without saturation. AVX2 and AVX-512 without VNNI saturate at 16 bits. The vectors
/// are then wrong, not only slow: their mean cosine to fp32 is 0.993 instead of 0.998.
/// </summary>
internal static class Int8Support
{
    private const int Avx512VnniBit = 11;
    private const string CpuFacts = "/proc/cpuinfo";

    // The Linux names of AVX512-VNNI, AVX-VNNI and the dot-product instructions of Arm.
    private static readonly string[] ExactFeatures = ["avx512_vnni", "avx_vnni", "asimddp"];

    /// <summary>True with AVX-VNNI or AVX512-VNNI (x86) or the dot-product instructions (Arm).</summary>
    public static bool IsExact { get; } =
        AvxVnni.IsSupported || HasAvx512Vnni() || Dp.IsSupported || (OperatingSystem.IsLinux() && LinuxNamesOne());

    // flags           : fpu vme de pse avx512_vnni        (x86)
    // Features        : fp asimd evtstrm aes asimddp      (Arm)
    /// <summary>Whether the lines of <c>/proc/cpuinfo</c> name such an instruction set.</summary>
    public static bool NamesOne(IEnumerable<string> lines)
    {
        var features = lines.FirstOrDefault(line =>
            line.StartsWith("flags", StringComparison.Ordinal) || line.StartsWith("Features", StringComparison.Ordinal));
        return features is not null && features.Split(' ').Intersect(ExactFeatures).Any();
    }

    // .NET has no property for AVX512-VNNI: CPUID leaf 7, ECX bit 11. Avx512F.IsSupported shows that the system saves the registers.
    private static bool HasAvx512Vnni()
    {
        if (!X86Base.IsSupported || !Avx512F.IsSupported)
        {
            return false;
        }

        var (_, _, ecx, _) = X86Base.CpuId(7, 0);
        return (ecx & (1 << Avx512VnniBit)) != 0;
    }

    // Code compiled ahead of time knows only the instruction sets that it was compiled for. Linux lists all that the CPU has
    // and whose registers the system saves.
    private static bool LinuxNamesOne()
    {
        try
        {
            return NamesOne(File.ReadLines(CpuFacts));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
