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

    // The same bytes at any place of a file are loaded by ONNX Runtime.
    [Theory]
    [InlineData("initializer")]
    [InlineData("sparse initializer")]
    [InlineData("constant")]
    [InlineData("list of tensors")]
    [InlineData("sparse attribute")]
    [InlineData("inner graph")]
    [InlineData("list of graphs")]
    [InlineData("inner graph of an inner graph")]
    [InlineData("function")]
    public void Read_ExternalWeights_AreFoundWhereverTheyAre(string place)
    {
        using var folder = new TempFolder();
        ExternalModels.Write(folder.File("model.onnx"), place, "some name");

        var external = Assert.Single(OnnxGraphReader.Read(folder.File("model.onnx")).ExternalFiles);

        Assert.Equal(new ExternalFile("some name", ExternalModels.Bytes), external);
    }

    // Training is not loaded, and a tensor that names a file beside its own bytes does not read the file.
    [Theory]
    [InlineData("training")]
    [InlineData("bytes in the graph")]
    public void Read_FileThatNothingReads_IsNone(string place)
    {
        using var folder = new TempFolder();
        ExternalModels.Write(folder.File("model.onnx"), place, "some name");

        Assert.Empty(OnnxGraphReader.Read(folder.File("model.onnx")).ExternalFiles);
    }

    [Fact]
    public void Read_GraphsInsideOfGraphsWithoutEnd_IsRefused()
    {
        using var folder = new TempFolder();
        ExternalModels.WriteDeep(folder.File("model.onnx"), depth: 1000);

        Assert.Contains(
            "its messages are nested too deeply",
            Assert.Throws<ModelLoadException>(() => OnnxGraphReader.Read(folder.File("model.onnx"))).Message,
            StringComparison.Ordinal);
    }

    // Whatever the bytes are: a graph, or a message for the operator.
    [Fact]
    public void Read_DamagedBytes_EndsWithAGraphOrAReason()
    {
        using var folder = new TempFolder();
        var path = folder.File("model.onnx");
        (new TinyModel { Weights = "weights", HasConstant = true }).WriteGraph(path);
        var (bytes, random) = (File.ReadAllBytes(path), new Random(1));
        for (var round = 0; round < 2000; round++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(bytes.Length)] = (byte)random.Next(256);
            damaged[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, damaged);

            var exception = Record.Exception(() =>
            {
                var graph = OnnxGraphReader.Read(path);
                Assert.All(graph.ExternalFiles, file => file.ProblemBeside(path));
            });

            Assert.True(exception is null or ModelLoadException, $"round {round}: {exception}");
        }
    }

    [Theory]
    [InlineData("weights.bin", "weights.bin, which is missing beside it")]
    [InlineData("../weights.bin", "../weights.bin, outside of its own folder")]
    [InlineData("/etc/passwd", "/etc/passwd, outside of its own folder")]
    [InlineData("a\0b", "outside of its own folder")]
    [InlineData("", "does not name that file")]
    [InlineData("short", "short, which has 3 bytes of at least 4")]
    [InlineData("pointer", "pointer, which has 24 bytes of at least 40: it is a Git LFS pointer")]
    [InlineData("whole", null)]
    [InlineData("inside/whole", null)]
    public void ProblemBeside_FileThatCannotBeLoaded_NamesIt(string location, string? expected)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("inside"));
        File.WriteAllBytes(folder.File("short"), new byte[3]);
        File.WriteAllText(folder.File("pointer"), "version https://git-lfs ");
        File.WriteAllBytes(folder.File("whole"), new byte[4]);
        File.WriteAllBytes(folder.File("inside/whole"), new byte[4]);

        var problem = new ExternalFile(location, location == "pointer" ? 40 : 4).ProblemBeside(folder.File("model.onnx"));

        Assert.Equal(expected is null, problem is null);
        Assert.Contains(expected ?? string.Empty, problem ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Values_HaveTypesAndShapes()
    {
        using var folder = new TempFolder();
        (new TinyModel { InputShape = [0, 128] }).WriteGraph(folder.File("model.onnx"));

        var graph = OnnxGraphReader.Read(folder.File("model.onnx"));

        Assert.Equal(["Int64 [-1, 128]", "Int64 [-1, 128]"], graph.Inputs.Select(input => input.Form));
        Assert.Equal("Float [-1, -1, 2]", Assert.Single(graph.Outputs).Form);
    }
}
