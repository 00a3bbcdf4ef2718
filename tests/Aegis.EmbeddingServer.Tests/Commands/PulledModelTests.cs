namespace Aegis.EmbeddingServer.Tests.Commands;

/// <summary>The settings that <c>model pull</c> names.</summary>
public sealed class PulledModelTests
{
    private const string Directory = "--Aegis:Model:Directory";
    private const string File = "--Aegis:Model:File=";

    [Theory]
    [InlineData("", "onnx/model.onnx", $"{Directory} serves it")]
    [InlineData("", "onnx/model.onnx onnx/model_quantized.onnx", $"{Directory} serves it")]
    [InlineData("onnx/model.onnx", "onnx/model.onnx", $"{Directory} serves it")]
    [InlineData("onnx/model_quantized.onnx", "onnx/model_quantized.onnx", $"{Directory} serves it")]
    [InlineData("model_fp16.onnx", "model_fp16.onnx", $"{Directory} serves it")]
    [InlineData("model_optimized.onnx", "model_optimized.onnx", $"{Directory} with {File}model_optimized.onnx serves it")]
    [InlineData("onnx/model_O3.onnx", "onnx/model_O3.onnx", $"{Directory} with {File}onnx/model_O3.onnx serves it")]
    [InlineData("openvino/model.onnx", "openvino/model.onnx", $"{Directory} with {File}openvino/model.onnx serves it")]
    [InlineData("onnx/Model.ONNX", "onnx/Model.ONNX", $"{Directory} with {File}onnx/Model.ONNX serves it")]
    [InlineData("onnx/model_q4.onnx onnx/model_q4.onnx_data", "onnx/model_q4.onnx", $"{Directory} with {File}onnx/model_q4.onnx serves it")]
    [InlineData(
        "onnx/model_quantized.onnx",
        "onnx/model.onnx onnx/model_quantized.onnx",
        $"{Directory} with {File}onnx/model_quantized.onnx serves it")]
    [InlineData("a.onnx b.onnx a.onnx", "a.onnx b.onnx", $"{Directory} with one of {File}a.onnx, {File}b.onnx serves it")]
    public void Settings_NamedAndPresentFiles_NameTheFileIfItIsNotFound(string named, string graphs, string expected)
    {
        string[] files = named.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(expected, PulledModel.Settings(files, ["config.json", .. graphs.Split(' ')]));
    }
}
