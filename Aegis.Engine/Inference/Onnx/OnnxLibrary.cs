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

    /// <summary>Completes when no load is running.</summary>
    public static Task AtRestAsync() => Loading.IsValueCreated ? Loading.Value : Task.CompletedTask;

    public static string Version => OrtEnv.Instance().GetVersionString();

    /// <summary>The execution providers of this build, by their names in ONNX Runtime.</summary>
    public static IReadOnlyList<string> Providers()
    {
        Loading.Value.GetAwaiter().GetResult();
        return OrtEnv.Instance().GetAvailableProviders();
    }
}
