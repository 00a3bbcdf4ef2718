using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Aegis.Engine.Inference.Onnx;

/// <summary>
/// Whether this CPU sums u8 x s8 products without saturation. AVX2 and AVX-512 without VNNI saturate at 16 bits, and
/// vectors come out wrong there (mean cosine to fp32 0.993 instead of 0.998), not just slow.
/// </summary>
internal static class Int8Support
{
    private const int Avx512VnniBit = 11;
    private const string CpuFacts = "/proc/cpuinfo";

    // As Linux calls AVX512-VNNI, AVX-VNNI and the dot-product instructions of Arm.
    private static readonly string[] ExactFeatures = ["avx512_vnni", "avx_vnni", "asimddp"];

    /// <summary>True with AVX-VNNI or AVX512-VNNI (x86) or the dot-product instructions (Arm).</summary>
    public static bool IsExact { get; } = AvxVnni.IsSupported || HasAvx512Vnni() || Dp.IsSupported || (OperatingSystem.IsLinux() && LinuxNamesOne());

    /// <summary>Whether one of the CPU's features, in the words of Linux, is such an instruction set.</summary>
    /// <param name="lines">Lines of <c>/proc/cpuinfo</c>.</param>
    public static bool NamesOne(IEnumerable<string> lines) =>
        // flags           : fpu vme de pse avx512_vnni        (x86)
        // Features        : fp asimd evtstrm aes asimddp      (Arm)
        lines.FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal) || line.StartsWith("Features", StringComparison.Ordinal)) is { } features
        && features.Split(' ').Intersect(ExactFeatures).Any();

    // No property for AVX512-VNNI: CPUID leaf 7, ECX bit 11; Avx512F.IsSupported says that the system saves its registers.
    private static bool HasAvx512Vnni()
    {
        if (!X86Base.IsSupported || !Avx512F.IsSupported)
        {
            return false;
        }

        var (_, _, ecx, _) = X86Base.CpuId(7, 0);
        return (ecx & (1 << Avx512VnniBit)) != 0;
    }

    // Code that was compiled ahead of time knows only the instruction sets that it was compiled for. Linux lists those
    // that the CPU has and whose registers it saves.
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
