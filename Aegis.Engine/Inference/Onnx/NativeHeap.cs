using System.Runtime.InteropServices;

namespace Aegis.Engine.Inference.Onnx;

/// <summary>
/// The heap of the C library while a model loads. ONNX Runtime parses, copies and packs the weights in large blocks. By
/// default glibc maps each block anew from the kernel, page by page, which takes as long as the work itself, and freed memory
/// stays resident. With another C library nothing happens.
/// </summary>
internal static partial class NativeHeap
{
    // malloc.h
    private const int TrimThreshold = -1;
    private const int MmapThreshold = -3;

    /// <summary>The limit of glibc.</summary>
    private const int MaxThreshold = 32 * 1024 * 1024;

    /// <summary>Before a load: freed blocks are used again instead of mapped anew.</summary>
    public static void KeepFreedBlocks() => OnGlibc(() =>
    {
        _ = SetOption(MmapThreshold, MaxThreshold);
        _ = SetOption(TrimThreshold, MaxThreshold);
    });

    /// <summary>After a load: gives freed blocks back to the system.</summary>
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
            // Another C library, such as musl.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimHeap(nuint keep);
}
