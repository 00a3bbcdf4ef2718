namespace Aegis.Engine.Tests.ModelFolders;

public sealed class OnnxGraphReaderTests
{
    [Theory]
    [InlineData("model.onnx", 18, false)]
    [InlineData("model.int8.onnx", 23, true)]
    public void Read_BundledFile_KnowsItsTables(string file, int opset, bool isInt8)
    {
        var graph = OnnxGraphReader.Read(Bundled.Description.PathOf(file));

        Assert.Equal(opset, graph.Opset);
        Assert.Equal([30522, 384], graph.TokenTable!);
        Assert.True(graph.IsFused);
        Assert.False(graph.IsDynamicallyQuantized);
        Assert.Equal(isInt8 ? Precision.Int8 : Precision.Fp32, graph.Precision);
    }

    [Fact]
    public void Read_HubExport_IsDynamicInt8()
    {
        var graph = OnnxGraphReader.Read(UserModels.HubFile);

        Assert.True(graph.IsDynamicallyQuantized);
        Assert.Equal(Precision.Int8, graph.Precision);
        Assert.Equal([30522, 384], graph.TokenTable!);
        Assert.Equal(512, graph.Positions);
    }

    [Theory]
    [InlineData("", "it holds no graph")]
    [InlineData("this is a text, not a model", "is not an ONNX file")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "it is a Git LFS pointer")]
    [InlineData("\u0008\u0007", "it holds no graph")]
    [InlineData(":\u007F", "it ends in the middle of a field")]
    [InlineData("\u0008\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u0001", "it holds a number that is too long")]
    public void Read_NoOnnxFile_SaysSo(string content, string expected)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("model.onnx"), content, System.Text.Encoding.Latin1);

        var message = Assert.Throws<ModelLoadException>(() => OnnxGraphReader.Read(folder.File("model.onnx"))).Message;

        Assert.Contains(folder.File("model.onnx"), message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    public void Read_CutOffFile_SaysSo(int missing)
    {
        using var folder = new TempFolder();
        var bytes = File.ReadAllBytes(UserModels.HubFile);
        File.WriteAllBytes(folder.File("model.onnx"), bytes[..^missing]);

        Assert.Contains(
            "it ends in the middle of a field",
            Assert.Throws<ModelLoadException>(() => OnnxGraphReader.Read(folder.File("model.onnx"))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weights.bin", "which is missing beside it")]
    [InlineData("../weights.bin", "outside of its own folder")]
    [InlineData("/etc/passwd", "outside of its own folder")]
    public void Read_ExternalWeightsThatAreNotThere_NamesTheFile(string location, string expected)
    {
        using var folder = new TempFolder();
        OnnxBytes.WriteWithExternalWeights(folder.File("model.onnx"), location);

        var message = Assert.Throws<ModelLoadException>(() => OnnxGraphReader.Read(folder.File("model.onnx"))).Message;

        Assert.Contains(location, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ExternalWeightsBesideIt_NamesThemToo()
    {
        using var folder = new TempFolder();
        OnnxBytes.WriteWithExternalWeights(folder.File("model.onnx"), "weights.bin");
        File.WriteAllBytes(folder.File("weights.bin"), [0, 0, 0, 0]);

        Assert.Equal(["weights.bin"], OnnxGraphReader.Read(folder.File("model.onnx")).ExternalFiles);
    }
}
