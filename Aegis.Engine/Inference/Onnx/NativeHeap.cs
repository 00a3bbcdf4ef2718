using System.Runtime.InteropServices;

namespace Aegis.Engine.Inference.Onnx;

/// <summary>
/// The C library's heap while a model loads. ONNX Runtime parses, copies and packs the weights, one large block after
/// the other; by default each is mapped anew from the kernel, page by page, which takes as long as the work itself, and
/// what was freed stays resident. Only glibc has these calls: elsewhere nothing happens.
/// </summary>
internal static partial class NativeHeap
{
    // malloc.h
    private const int TrimThreshold = -1;
    private const int MmapThreshold = -3;

    /// <summary>The largest threshold that glibc takes.</summary>
    private const int LargestThreshold = 32 * 1024 * 1024;

    /// <summary>Before a load: freed blocks are used again instead of mapped anew.</summary>
    public static void KeepFreedBlocks() => OnGlibc(() =>
    {
        _ = SetOption(MmapThreshold, LargestThreshold);
        _ = SetOption(TrimThreshold, LargestThreshold);
    });

    /// <summary>After it: gives freed blocks back to the system.</summary>
    public static void Trim() => OnGlibc(() => _ = TrimHeap(0));

    private static void OnGlibc(Action action)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            action();
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library (musl): its heap works in its own way.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimHeap(nuint keep);
}
