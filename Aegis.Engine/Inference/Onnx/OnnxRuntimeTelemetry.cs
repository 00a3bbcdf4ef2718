using System.Runtime.InteropServices;

namespace Aegis.Engine.Inference.Onnx;

/// <summary>
/// Disables the telemetry of ONNX Runtime. From 1.30 its native library starts Microsoft's 1DS telemetry (a thread, a device
/// id and a database below the home folder). The switch in its API comes too late. It reads a native environment variable in
/// time, which <see cref="Environment.SetEnvironmentVariable(string, string?)"/> does not set.
/// </summary>
internal static partial class OnnxRuntimeTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Must run before the first call into ONNX Runtime.</summary>
    public static void Disable()
    {
        var failed = OperatingSystem.IsWindows() ? PutEnv(Variable, "1") : SetEnv(Variable, "1", 1);
        if (failed != 0)
        {
            throw new InvalidOperationException($"{Variable} could not be set, and without it ONNX Runtime reports to its maker");
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnv(string name, string value, int overwrite);

    [LibraryImport("ucrtbase", EntryPoint = "_putenv_s", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PutEnv(string name, string value);
}
