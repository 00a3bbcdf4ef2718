namespace Aegis.EmbeddingServer.Tests.Commands;

public sealed class ModelCommandTests
{
    [Fact]
    public async Task Inspect_BundledModel_SaysWhatIsFoundAndWhatWouldServe()
    {
        var result = await Tool.RunAsync(string.Empty, "model", "inspect", "--Aegis:Model:Precision=fp32");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("sentence-transformers/all-MiniLM-L6-v2", result.Text, StringComparison.Ordinal);
        Assert.Contains("bert, texts of at most 256 tokens", result.Text, StringComparison.Ordinal);
        Assert.Contains(
            "model.int8.onnx: int8, 23.7 MB, opset 23, input_ids + attention_mask -> sentence_embedding",
            result.Text,
            StringComparison.Ordinal);
        Assert.Contains("would serve  model.onnx on cpu", result.Text, StringComparison.Ordinal);
        Assert.Matches("fingerprint  [0-9a-f]{64}\n", result.Text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Inspect_HubExport_SaysThatItsScalesComeFromTheBatch()
    {
        using var folder = UserModels.HubExport();

        var result = await Tool.RunAsync(string.Empty, "model", "inspect", folder.Path);

        Assert.Contains("scales from the batch: one text per batch", result.Text, StringComparison.Ordinal);
        Assert.Contains("pooling      mean", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokenizer.json", "{}", "would serve  nothing: the tokenizer in")]
    [InlineData("model.onnx", "text", "model.onnx is not an ONNX file, or not a whole one")]
    public async Task Inspect_FolderOfWhichNothingCanServe_SaysSoAndFails(string file, string content, string expected)
    {
        using var folder = TempFolder.WithModel(manifest: false);
        await File.WriteAllTextAsync(folder.File(file), content);

        var result = await Tool.RunAsync(string.Empty, "model", "inspect", folder.Path, "--Aegis:Model:Precision=fp32");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_OneOfTwoFilesOfAnotherModel_WouldServeTheOther()
    {
        using var folder = TempFolder.WithModel(manifest: false);
        new TinyModel().WriteGraph(folder.File("model.int8.onnx"));

        var result = await Tool.RunAsync(string.Empty, "model", "inspect", folder.Path);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            "model.int8.onnx: its output last_hidden_state is 2 wide, 1_Pooling/config.json says 384",
            result.Text,
            StringComparison.Ordinal);
        Assert.Contains("would serve  model.onnx on cpu", result.Text, StringComparison.Ordinal);
    }

    // On a full disk, or a pipe that nobody reads.
    [Fact]
    public async Task Inspect_OutputThatCannotBeWritten_SaysSoWithoutAStack()
    {
        const string FullDisk = "/dev/full";
        Assert.SkipUnless(File.Exists(FullDisk), "only Linux has such a device");

        var (exitCode, errors) = await Tool.RunIntoAsync(FullDisk, "model", "inspect");

        Assert.Equal(1, exitCode);
        Assert.Contains("the output could not be written", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_BundledModel_HoldsAndHasSpeeds()
    {
        var result = await Tool.RunAsync(string.Empty, "model", "verify", "--Aegis:Model:Precision=fp32");

        Assert.True(result.ExitCode == 0, result.Text);
        Assert.Contains("ok    checksums: ", result.Text, StringComparison.Ordinal);
        Assert.Contains("to reference-vectors.fp32.json", result.Text, StringComparison.Ordinal);
        Assert.Contains("8 x 64 tokens: ", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_DamagedFile_FailsAndNamesIt()
    {
        using var folder = TempFolder.WithModel();
        await File.AppendAllTextAsync(folder.File("model.onnx"), "x");

        var result = await Tool.RunAsync(string.Empty, "model", "verify", folder.Path, "--Aegis:Model:Precision=fp32");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("FAIL  checksums: ", result.Text, StringComparison.Ordinal);
        Assert.Contains("model.onnx has", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("verify")]
    public async Task Command_FolderThatIsNone_SaysSo(string command)
    {
        var result = await Tool.RunAsync(string.Empty, "model", command, "/no/such/folder");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("/no/such/folder does not exist", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("model", "nonsense")]
    [InlineData("model", "inspect", "--nonsense")]
    [InlineData("serve", "nonsense")]
    [InlineData("--nonsense=1")]
    public async Task CommandLine_Mistake_IsExitCode2(params string[] args)
    {
        var result = await Tool.RunAsync(string.Empty, args);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("nonsense", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommandLine_Help_NamesTheCommands()
    {
        var result = await Tool.RunAsync(string.Empty, "--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("serve", result.Text, StringComparison.Ordinal);
    }

    // 0.1.0 (commit 746133a), or 0.1.0 where it was built outside of git
    [Theory]
    [InlineData("--version")]
    [InlineData("serve", "--version")]
    public async Task CommandLine_Version_IsALineWithTheCommit(params string[] args)
    {
        var result = await Tool.RunAsync(string.Empty, args);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+[0-9A-Za-z.-]*( \(commit [0-9a-f]{7}\))?\r?\n$", result.Text);
    }

    // Both ways that a server is started.
    [Theory]
    [InlineData("--urls=http://127.0.0.1:0")]
    [InlineData("serve", "--urls=http://127.0.0.1:0")]
    public async Task CommandLine_SettingsOrServe_Serves(params string[] args)
    {
        await using var server = ServerProcess.Start(new Dictionary<string, string?> { ["Aegis__Backend"] = "deterministic" }, args);
        using var client = new HttpClient { BaseAddress = await server.AddressAsync() };

        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync("/alive")).StatusCode);
    }
}
