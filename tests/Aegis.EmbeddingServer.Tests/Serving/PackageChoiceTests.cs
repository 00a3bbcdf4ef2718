using System.Diagnostics;
using System.Text.Json;

namespace Aegis.EmbeddingServer.Tests.Serving;

/// <summary>The project file takes one build of ONNX Runtime per runtime identifier.</summary>
public sealed class PackageChoiceTests
{
    [Theory]
    [InlineData("linux-x64", "Microsoft.ML.OnnxRuntime")]
    [InlineData("linux-arm64", "Microsoft.ML.OnnxRuntime")]
    [InlineData("osx-arm64", "Microsoft.ML.OnnxRuntime")]
    [InlineData("win-x64", "Microsoft.ML.OnnxRuntime.DirectML")]
    public async Task PackageReferences_PerRuntimeIdentifier_HaveOneOnnxRuntime(string runtime, string package)
    {
        var packages = await EvaluateAsync($"-p:RuntimeIdentifier={runtime}");

        Assert.Equal([package], packages.Where(name => name.Contains("OnnxRuntime", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("linux-x64", "Microsoft.ML.OnnxRuntime.Gpu.Linux")]
    [InlineData("win-x64", "Microsoft.ML.OnnxRuntime.Gpu.Windows")]
    public async Task PackageReferences_Cuda_HaveOneOnnxRuntimeWithIt(string runtime, string package)
    {
        var packages = await EvaluateAsync($"-p:RuntimeIdentifier={runtime}", "-p:OnnxRuntimeProvider=cuda");

        Assert.Equal([package], packages.Where(name => name.Contains("OnnxRuntime", StringComparison.Ordinal)));
    }

    // For a Windows without a GPU.
    [Theory]
    [InlineData("linux-x64")]
    [InlineData("win-x64")]
    public async Task PackageReferences_Cpu_HaveTheOneForTheCpu(string runtime)
    {
        var packages = await EvaluateAsync($"-p:RuntimeIdentifier={runtime}", "-p:OnnxRuntimeProvider=cpu");

        Assert.Equal(["Microsoft.ML.OnnxRuntime"], packages.Where(name => name.Contains("OnnxRuntime", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task PackageReferences_WithoutRuntimeIdentifier_FollowThisMachine()
    {
        var expected = OperatingSystem.IsWindows() ? "Microsoft.ML.OnnxRuntime.DirectML" : "Microsoft.ML.OnnxRuntime";

        Assert.Equal([expected], (await EvaluateAsync()).Where(name => name.Contains("OnnxRuntime", StringComparison.Ordinal)));
    }

    private static async Task<string[]> EvaluateAsync(params string[] properties)
    {
        string[] arguments = ["msbuild", Repository.File("Aegis.EmbeddingServer"), "-getItem:PackageReference", .. properties];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!)];
    }
}
