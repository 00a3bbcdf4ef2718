using System.Text.Json;

namespace Aegis.EmbeddingServer.Tests.Hub;

/// <summary>What a pull takes, and what the folder is afterwards.</summary>
public sealed class HubPullTests
{
    private static readonly string[] Settings = ["1_Pooling/config.json", "README.md", "config.json", "tokenizer.json", "vocab.txt"];

    [Fact]
    public async Task Pull_Fresh_TakesWhatTheServerUsesAndWritesAManifest()
    {
        await using var fixture = await PullFixture.StartAsync();

        var folder = await fixture.PullAsync();

        Assert.Equal(fixture.Folder, folder);
        fixture.AssertComplete([.. Settings, PullFixture.Graph]);
        var manifest = ModelManifest.Read(folder)!;
        Assert.Equal(("tiny", "acme"), (manifest.Id, manifest.Organisation));
        Assert.Equal(
            DateTimeOffset.Parse("2024-05-06T07:08:09Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds(),
            manifest.Created);
        using var document = JsonDocument.Parse(
            await File.ReadAllTextAsync(fixture.File("manifest.json"), TestContext.Current.CancellationToken));
        Assert.Equal(FakeHub.Commit, document.RootElement.GetProperty("revision").GetString());
        Assert.Equal($"{fixture.Hub.Address}acme/tiny", document.RootElement.GetProperty("source").GetString());
    }

    // Names of exporters, a name of nobody, and a folder of its own.
    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model_optimized.onnx")]
    [InlineData("onnx/model_O3.onnx")]
    [InlineData("onnx/model_qint8_avx512.onnx")]
    [InlineData("onnx/model_q4.onnx")]
    [InlineData("other folder/Mine.ONNX")]
    public async Task Pull_BundledModelAsAHub_IsServedFromTheFolderWithTheSettingsOfTheMessage(string graph)
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Hub.Files.Clear();
        string[] files =
        [
            "config.json", "tokenizer.json", "vocab.txt", "modules.json", "sentence_bert_config.json", "1_Pooling/config.json",
        ];
        foreach (var file in files)
        {
            fixture.Hub.Files[file] = await File.ReadAllBytesAsync(Bundled.Description.PathOf(file), TestContext.Current.CancellationToken);
        }

        fixture.Hub.Files[graph] = await File.ReadAllBytesAsync(
            Bundled.Description.PathOf("model.onnx"), TestContext.Current.CancellationToken);

        await fixture.PullAsync(graph);
        var message = PulledModel.Settings([graph], [.. fixture.Hub.Files.Keys]);
        string[] setting = message.Contains("Model:File", StringComparison.Ordinal) ? [$"Aegis:Model:File={graph}"] : [];
        await using var server = await TestServer.StartAsync(
            [$"Aegis:Model:Directory={fixture.Folder}", "Aegis:Model:StateDirectory=", .. setting]);

        var models = await server.Client.GetStringAsync("/v1/models", TestContext.Current.CancellationToken);
        Assert.Contains("\"id\":\"tiny\"", models, StringComparison.Ordinal);
        Assert.Contains("\"owned_by\":\"acme\"", models, StringComparison.Ordinal);
        Assert.True((await server.Client.GetAsync("/health", TestContext.Current.CancellationToken)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Pull_MainMovesOn_TakesEveryFileOfTheCommitThatItFound()
    {
        await using var fixture = await PullFixture.StartAsync();

        await fixture.PullAsync();

        var files = fixture.Hub.Requests.Where(
            seen => !seen.Path.StartsWith("/api/", StringComparison.Ordinal) && !seen.Path.StartsWith("/cdn/", StringComparison.Ordinal));
        Assert.All(files, seen => Assert.StartsWith($"/acme/tiny/resolve/{FakeHub.Commit}/", seen.Path, StringComparison.Ordinal));
        Assert.Single(fixture.Hub.Requests, seen => seen.Path.StartsWith("/api/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pull_Commit_AsksForThatRevision()
    {
        await using var fixture = await PullFixture.StartAsync();

        await fixture.PullAsync($"acme/tiny@{FakeHub.Commit}", null, TestContext.Current.CancellationToken);

        Assert.Equal($"/api/models/acme/tiny/revision/{FakeHub.Commit}", fixture.Hub.Requests.First().Path);
    }

    [Fact]
    public async Task Pull_Again_DownloadsNothing()
    {
        await using var fixture = await PullFixture.StartAsync();
        await fixture.PullAsync();
        fixture.Hub.Requests.Clear();

        await fixture.PullAsync();

        Assert.DoesNotContain(
            fixture.Hub.Requests,
            seen => seen.Method == "GET" && !seen.Path.StartsWith("/api/", StringComparison.Ordinal));
        fixture.AssertComplete([.. Settings, PullFixture.Graph]);
    }

    [Fact]
    public async Task Pull_AnotherFileOfTheSameModel_KeepsTheFirst()
    {
        await using var fixture = await PullFixture.StartAsync();
        await fixture.PullAsync();

        await fixture.PullAsync("onnx/model_quantized.onnx");

        fixture.AssertComplete([.. Settings, PullFixture.Graph, "onnx/model_quantized.onnx"]);
        Assert.Single(fixture.Hub.Downloads(PullFixture.Graph));
    }

    [Fact]
    public async Task Pull_NewCommit_ReplacesWhatChanged()
    {
        await using var fixture = await PullFixture.StartAsync();
        await fixture.PullAsync("onnx/model_quantized.onnx", PullFixture.Graph);
        fixture.Hub.Head = new string('a', 40);
        fixture.Hub.Files["onnx/model_quantized.onnx"] = FakeHub.Graph(20_000);
        fixture.Hub.Files["vocab.txt"] = "other\n"u8.ToArray();

        await fixture.PullAsync();

        fixture.AssertComplete([.. Settings, PullFixture.Graph, "onnx/model_quantized.onnx"]);
        Assert.Single(fixture.Hub.Downloads(PullFixture.Graph));
    }

    [Theory]
    [InlineData("model.onnx", "does not belong to this pull")]
    [InlineData("README.md", "is another file than that of acme/tiny")]
    [InlineData("manifest.json", "manifest.json cannot be read")]
    public async Task Pull_FolderWithAUsersOwnFile_LeavesItAlone(string file, string expected)
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Write(file, "mine"u8.ToArray());

        var message = await fixture.FailureAsync();

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("--output", message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(fixture.File(file), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Pull_FolderOfAnotherModel_LeavesItAlone()
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Write("manifest.json", """{"id":"tiny","organisation":"acme","created":1,"files":[]}"""u8.ToArray());

        Assert.Contains("holds acme/tiny, which was not pulled", await fixture.FailureAsync(), StringComparison.Ordinal);
        Assert.Empty(fixture.Hub.Requests);
    }

    [Theory]
    [InlineData("../1_Pooling/config.json")]
    [InlineData("onnx/../../model.onnx")]
    [InlineData("/etc/model.onnx")]
    [InlineData("..\\model.onnx")]
    [InlineData("C:/model.onnx")]
    [InlineData("onnx//model.onnx")]
    [InlineData("./model.onnx")]
    public async Task Pull_PathThatLeadsOutOfTheFolder_TakesNothing(string path)
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Hub.Files[path] = [1];

        Assert.Contains($"'{path}', which could lie outside", await fixture.FailureAsync(), StringComparison.Ordinal);
        Assert.Empty(fixture.Present());
        Assert.Single(fixture.Hub.Requests);
    }

    [Fact]
    public async Task Pull_FileThatIsNotThere_ListsThoseThatAre()
    {
        await using var fixture = await PullFixture.StartAsync();

        var message = await fixture.FailureAsync("onnx/model_int8.onnx");

        Assert.Contains(
            "no file 'onnx/model_int8.onnx'; it has onnx/model.onnx, onnx/model_quantized.onnx (choose with --file)",
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_NoDefaultFile_ListsThoseThatAre()
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Hub.Files.Remove(PullFixture.Graph);

        Assert.Contains("has no model.onnx; it has onnx/model_quantized.onnx", await fixture.FailureAsync(), StringComparison.Ordinal);
        Assert.Contains("no ONNX file among those of --file", await fixture.FailureAsync("vocab.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_ModelWithoutOnnx_SaysHowToExportOne()
    {
        await using var fixture = await PullFixture.StartAsync();
        fixture.Hub.Files.Remove(PullFixture.Graph);
        fixture.Hub.Files.Remove("onnx/model_quantized.onnx");

        Assert.Contains("optimum-cli export onnx --model acme/tiny", await fixture.FailureAsync(), StringComparison.Ordinal);
    }
}
