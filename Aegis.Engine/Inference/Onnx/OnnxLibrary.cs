using Microsoft.ML.OnnxRuntime;

namespace Aegis.Engine.Inference.Onnx;

/// <summary>ONNX Runtime's native library. It must be reached through this class first, which keeps it from phoning home.</summary>
internal static class OnnxLibrary
{
    private static readonly Lazy<Task> Loading = new(() => Task.Run(OrtEnv.Instance));

    // The native library reads the variable once, when it is loaded.
    static OnnxLibrary() => OnnxRuntimeTelemetry.Disable();

    /// <summary>Loads it ahead of the first model; whatever goes wrong shows with that.</summary>
    public static Task LoadAsync() => Loading.Value;

    /// <summary>Ends when no load is under way any more; at once when none was begun.</summary>
    public static Task AtRestAsync() => Loading.IsValueCreated ? Loading.Value : Task.CompletedTask;

    /// <summary>Its version.</summary>
    public static string Version => OrtEnv.Instance().GetVersionString();

    /// <summary>The execution providers that this build has, as it calls them.</summary>
    public static IReadOnlyList<string> Providers()
    {
        Loading.Value.GetAwaiter().GetResult();
        return OrtEnv.Instance().GetAvailableProviders();
    }
}
