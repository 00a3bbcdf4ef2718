using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Aegis.Engine.Tests.Loading;

/// <summary>Two models with other vectors have another fingerprint, and copies of one model have the same.</summary>
public sealed class ModelFingerprintTests
{
    private static readonly TinyModel Model = new() { Weights = "model.onnx_data" };

    public static TheoryData<string> FilesThatCount => [.. ModelFiles.Settings, "2_Pooling/config.json", "model.onnx", "model.onnx_data"];

    // White space changes no settings and an unused byte no vector. Nobody has to decide which bytes count.
    [Theory]
    [MemberData(nameof(FilesThatCount))]
    public void Of_OtherBytesInAFile_IsAnother(string file)
    {
        using var folder = Complete();
        var before = Fingerprint(folder);

        if (file == "model.onnx")
        {
            (Model with { Opset = 14 }).WriteGraph(folder.File(file));
        }
        else
        {
            File.AppendAllText(folder.File(file), "\n");
        }

        Assert.NotEqual(before, Fingerprint(folder));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_OtherWeightsBesideTheSameGraph_IsAnother(bool isConstant)
    {
        using var folder = (Model with { HasConstant = isConstant }).Write();
        var (before, graph) = (Fingerprint(folder), File.ReadAllBytes(folder.File("model.onnx")));

        (Model with { HasConstant = isConstant, Table = [.. Model.Table.Reverse()] }).WriteGraph(folder.File("model.onnx"));

        Assert.Equal(graph, File.ReadAllBytes(folder.File("model.onnx")));
        Assert.NotEqual(before, Fingerprint(folder));
    }

    public static TheoryData<string> Choices => ["prompt", "prompt's name", "default prompt", "precision", "limit", "pooling"];

    [Theory]
    [MemberData(nameof(Choices))]
    public void Of_OtherChoice_IsAnother(string choice)
    {
        using var folder = Complete();
        var settings = new ModelSettings(folder.Path);
        var model = Folders.Describe(settings);
        var file = model.Files[0];
        var before = ModelFingerprint.Of(model, file);

        (model, file) = choice switch
        {
            "prompt" => (With(("query", "other: ")), file),
            "prompt's name" => (With(("ask", "query: ")), file),
            "default prompt" => (Folders.Describe(settings with { DefaultPrompt = string.Empty }), file),
            "precision" => (model, file with { Precision = Precision.Fp16 }),
            "limit" => (model with { MaxTokens = model.MaxTokens - 1 }, file),
            _ => (model with { Steps = model.Steps with { Pooling = PoolingMode.Cls } }, file),
        };

        Assert.NotEqual(before, ModelFingerprint.Of(model, file));

        ModelDescription With((string Name, string Text) prompt) =>
            Folders.Describe(settings with { Prompts = new Dictionary<string, string> { [prompt.Name] = prompt.Text } });
    }

    // The place of the folder, the name of the graph, and files that no vector comes from.
    [Fact]
    public void Of_CopyOfTheModel_IsTheSame()
    {
        using var folder = Complete();
        using var copy = Complete();
        File.WriteAllText(copy.File("README.md"), "text");
        File.WriteAllText(copy.File("reference-vectors.int8.json"), "text");
        Model.WriteGraph(copy.File("model_fp16.onnx"));
        File.Move(copy.File("model.onnx"), copy.File("mine.onnx"));

        var model = Folders.Describe(new ModelSettings(copy.Path) { File = "mine.onnx" });

        Assert.Equal(Fingerprint(folder), ModelFingerprint.Of(model, model.Files[0]));
    }

    // The manifest has the hashes already, so the files are not read again.
    [Fact]
    public void Of_FolderWithAManifest_IsTheSame()
    {
        using var folder = Complete();
        var before = Fingerprint(folder);
        var files = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(path => new ManifestFile(
                Path.GetRelativePath(folder.Path, path).Replace('\\', '/'), new FileInfo(path).Length, FileHash.Sha256(path)))
            .ToArray();
        File.WriteAllBytes(
            folder.File(ModelManifest.FileName),
            JsonSerializer.SerializeToUtf8Bytes(new ModelManifest("tiny", "acme", 1, files), ModelJsonContext.Default.ModelManifest));

        Assert.Equal(before, Fingerprint(folder));
    }

    // Records of first starts and indexes of users outlive a version of the server: docs/models.md has this definition.
    [Fact]
    public void Of_Model_IsTheHashOfTheDocumentedLines()
    {
        using var folder = Model.Write();
        string[] lines =
        [
            "default prompt: \"\"",
            $"graph: {FileHash.Sha256(folder.File("model.onnx"))}",
            "limit: 16",
            "pooling: mean",
            "precision: fp32",
            "prompt \"query\": \"query: \"",
            $"settings 1_Pooling/config.json: {FileHash.Sha256(folder.File("1_Pooling/config.json"))}",
            $"settings config.json: {FileHash.Sha256(folder.File("config.json"))}",
            $"settings vocab.txt: {FileHash.Sha256(folder.File("vocab.txt"))}",
            $"weights \"model.onnx_data\": {FileHash.Sha256(folder.File("model.onnx_data"))}",
        ];

        var settings = new ModelSettings(folder.Path) { Prompts = new Dictionary<string, string> { ["query"] = "query: " } };
        var model = Folders.Describe(settings);

        var text = string.Concat(lines.Select(line => line + "\n"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), ModelFingerprint.Of(model, model.Files[0]));
    }

    private static string Fingerprint(TempFolder folder)
    {
        var model = Folders.Describe(folder.Path);
        return ModelFingerprint.Of(model, model.Files[0]);
    }

    // Every file of settings, with the pooling in another place than usual.
    private static TempFolder Complete()
    {
        var folder = Model.Write();
        foreach (var file in ModelFiles.Settings.Where(file => !File.Exists(folder.File(file))))
        {
            File.WriteAllText(folder.File(file), "{}");
        }

        Directory.CreateDirectory(folder.File("2_Pooling"));
        File.Copy(folder.File(SettingsNames.Pooling), folder.File("2_Pooling/config.json"));
        File.WriteAllText(folder.File(SettingsNames.Modules), """[{"type":"sentence_transformers.models.Pooling","path":"2_Pooling"}]""");
        File.WriteAllText(folder.File(SettingsNames.Prompts), """{"prompts":{"query":"query: "},"default_prompt_name":"query"}""");
        return folder;
    }
}
