using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Aegis.Engine.Inference.Onnx;

/// <summary>ONNX Runtime's native library. The first call must go through this class, which disables the telemetry.</summary>
internal static class OnnxLibrary
{
    private static readonly Lazy<Task> Loading = new(() => Task.Run(OrtEnv.Instance));

    // The native library reads the environment variable once, when it is loaded.
    static OnnxLibrary() => OnnxRuntimeTelemetry.Disable();

    /// <summary>Loads the library ahead of the first model. A failure shows when the model is loaded.</summary>
    public static Task LoadAsync() => Loading.Value;

    public static Task AtRestAsync() => Loading.IsValueCreated ? Loading.Value : Task.CompletedTask;

    public static string Version => OrtEnv.Instance().GetVersionString();

    /// <summary>The execution providers of this build, by their names in ONNX Runtime.</summary>
    public static IReadOnlyList<string> Providers()
    {
        Loading.Value.GetAwaiter().GetResult();
        return OrtEnv.Instance().GetAvailableProviders();
    }
}

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
