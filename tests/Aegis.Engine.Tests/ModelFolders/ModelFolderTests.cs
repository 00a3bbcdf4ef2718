namespace Aegis.Engine.Tests.ModelFolders;

public sealed class ModelFolderTests
{
    [Fact]
    public void Describe_BundledModel_KnowsItsLimits()
    {
        var description = Bundled.Description;

        Assert.Equal("all-MiniLM-L6-v2", description.Id);
        Assert.Equal("sentence-transformers", description.Organisation);
        Assert.Equal(384, description.Steps.Width);
        Assert.Equal(30522, description.VocabularySize);
        Assert.Equal(256, description.MaxTokens);
    }

    [Fact]
    public void Manifest_ListsEveryFileOfTheBundledFolder()
    {
        var directory = Bundled.Description.Directory;
        var listed = ModelManifest.Read(directory)!.Files.Select(file => file.File);
        var present = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(directory, file).Replace('\\', '/'))
            .Except(["manifest.json", "LICENSE"]);

        Assert.Equal(present.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Describe_FolderThatDoesNotExist_NamesItAndTheSetting()
    {
        var message = Failure("/no/such/model");

        Assert.Contains("/no/such/model", message, StringComparison.Ordinal);
        Assert.Contains("Aegis:Model:Directory", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model.int8.onnx")]
    [InlineData("vocab.txt")]
    [InlineData("config.json")]
    [InlineData("1_Pooling/config.json")]
    [InlineData("reference-vectors.int8.json")]
    public void Describe_FileMissing_NamesIt(string file)
    {
        using var folder = TempFolder.WithModel();
        File.Delete(folder.File(file));

        Assert.Contains($"{file} is missing", Failure(folder.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model.int8.onnx")]
    [InlineData("vocab.txt")]
    [InlineData("config.json")]
    public void Describe_OneByteFlipped_NamesTheFileAndItsChecksum(string file)
    {
        using var folder = TempFolder.WithModel();
        var bytes = File.ReadAllBytes(folder.File(file));
        bytes[^1] ^= 1;
        File.WriteAllBytes(folder.File(file), bytes);

        var message = Failure(folder.Path);

        Assert.Contains(file, message, StringComparison.Ordinal);
        Assert.Contains("sha256", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_SeveralFilesDamaged_NamesEach()
    {
        using var folder = TempFolder.WithModel();
        File.Delete(folder.File("vocab.txt"));
        File.AppendAllText(folder.File("model.onnx"), "x");

        var message = Failure(folder.Path);

        Assert.Contains("vocab.txt is missing", message, StringComparison.Ordinal);
        Assert.Contains("model.onnx has", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("manifest.json", """{"id":"a","organisation":"b","created":1,"files":[null]}""", "manifest.json cannot be read")]
    [InlineData("manifest.json", """{"id":"a"}""", "manifest.json cannot be read")]
    [InlineData("manifest.json", "null", "manifest.json cannot be read")]
    public void Describe_ManifestThatProvesNothing_NamesTheFile(string file, string content, string expected)
    {
        using var folder = TempFolder.WithModel();
        File.WriteAllText(folder.File(file), content);

        Assert.Contains(expected, Failure(folder.Path), StringComparison.Ordinal);
    }

    // A pulled folder has a manifest, and an operator may add what the hub's copy lacks. The bundled model has nothing to add.
    [Fact]
    public void Describe_FileThatTheManifestDoesNotList_IsReadUnlessTheModelIsBundled()
    {
        using var folder = TempFolder.WithModel();
        File.WriteAllText(folder.File("added_tokens.json"), "{}");

        Assert.Equal(256, Folders.Describe(folder.Path).MaxTokens);
        Assert.Contains(
            "added_tokens.json is not listed in manifest.json",
            Assert.Throws<ModelLoadException>(() => Folders.Describe(new ModelSettings(folder.Path) { RequiresManifest = true })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_WithoutManifest_ServesUnderTheFoldersName()
    {
        using var folder = TempFolder.WithModel(manifest: false);

        var description = Folders.Describe(folder.Path);

        Assert.Equal(Path.GetFileName(folder.Path), description.Id);
        Assert.Null(description.Organisation);
    }

    [Theory]
    [InlineData("Aegis:Model:File=model_optimized.onnx serves it", "model_optimized.onnx")]
    [InlineData("Aegis:Model:File=onnx/model_O3.onnx serves it", "onnx/model_O3.onnx")]
    [InlineData("it has onnx/model_O3.onnx, openvino/model.onnx: Aegis:Model:File=onnx/model_O3.onnx serves the first",
        "openvino/model.onnx", "onnx/model_O3.onnx")]
    [InlineData("has no ONNX file: looked for model.int8.onnx, ")]
    public void Describe_NoFileWithAKnownName_NamesTheSettingForTheFilesThatExist(string expected, params string[] files)
    {
        using var folder = new TinyModel().Write();
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(file))!);
            File.Copy(folder.File("model.onnx"), folder.File(file));
        }

        File.Delete(folder.File("model.onnx"));

        Assert.Contains(expected, Failure(folder.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json", "\"bert\"", "\"gpt2\"", "model_type: 'gpt2' is not supported")]
    [InlineData("config.json", "{", "", "config.json: it cannot be read")]
    [InlineData(
        "config.json",
        "\"max_position_embeddings\"",
        "\"max_positions\"",
        "config.json: max_position_embeddings: a whole number, 0 or more is missing")]
    [InlineData(
        "config.json",
        "\"vocab_size\": 30522",
        "\"vocab_size\": \"30522\"",
        "config.json: vocab_size: it should be a whole number, 0 or more")]
    [InlineData("sentence_bert_config.json", "{", "[{", "sentence_bert_config.json: it cannot be read")]
    [InlineData("1_Pooling/config.json", "true", "\"yes\"", "pooling_mode_mean_tokens: it should be true or false")]
    [InlineData("sentence_bert_config.json", "256", "2", "max_seq_length 2")]
    [InlineData("modules.json", "\"path\": \"\"", "\"path\": \"0_Transformer\"", "0_Transformer")]
    [InlineData("modules.json", "[", "[null,", "modules.json: type: a text is missing")]
    [InlineData(
        "1_Pooling/config.json",
        "\"pooling_mode_mean_tokens\": true",
        "\"pooling_mode_mean_tokens\": false",
        "pooling_mode_mean_tokens: it is false, and no other pooling is true")]
    public void Describe_UnsupportedOrBrokenSetting_NamesFileAndSetting(string file, string old, string replacement, string expected)
    {
        using var folder = TempFolder.WithModel(manifest: false);
        var text = File.ReadAllText(folder.File(file));
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(folder.File(file), text.Replace(old, replacement, StringComparison.Ordinal));

        Assert.Contains(expected, Failure(folder.Path), StringComparison.Ordinal);
    }

    private static string Failure(string directory) =>
        Assert.Throws<ModelLoadException>(() => Folders.Describe(directory)).Message;
}
