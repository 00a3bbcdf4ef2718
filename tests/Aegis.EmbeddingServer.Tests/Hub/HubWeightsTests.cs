namespace Aegis.EmbeddingServer.Tests.Hub;

/// <summary>Files with weights of a graph: the graph names them, and a pull takes them by whatever name.</summary>
public sealed class HubWeightsTests
{
    private const string Weights = "onnx/model.onnx_data";
    private const string Constant = "onnx/Constant_7_attr__value";

    [Fact]
    public async Task Pull_GraphWithWeightsInOtherFiles_TakesThemFromItsFolder()
    {
        await using var fixture = await StartAsync("model.onnx_data", "Constant_7_attr__value");
        fixture.Hub.Files["onnx/model.onnx_data_1"] = [1, 2, 3];
        fixture.Hub.Files["model.onnx_data"] = [1, 2, 3];

        await fixture.PullAsync();

        fixture.AssertComplete([.. PullFixture.Everything, Weights, Constant]);
    }

    [Fact]
    public async Task Pull_NamedGraphs_TakesTheWeightsOfEach()
    {
        await using var fixture = await StartAsync("model.onnx_data");
        fixture.Hub.Files["onnx/model_fp16.onnx"] = FakeHub.Graph(20_000, "inside/shared", "inside/own");
        fixture.Hub.Files["model_q4.onnx"] = FakeHub.Graph(20_000, "./onnx/inside/shared");
        fixture.Hub.Files["onnx/inside/shared"] = FakeHub.RandomBytes(20);
        fixture.Hub.Files["onnx/inside/own"] = FakeHub.RandomBytes(30);

        await fixture.PullAsync("onnx/model_fp16.onnx", "model_q4.onnx");

        fixture.AssertComplete([
            .. PullFixture.Everything.Except([PullFixture.Graph]),
            "onnx/model_fp16.onnx", "model_q4.onnx", "onnx/inside/shared", "onnx/inside/own",
        ]);
    }

    [Fact]
    public async Task Pull_StoppedBeforeTheWeights_TakesThemNextTime()
    {
        await using var fixture = await StartAsync("Constant_7_attr__value");
        fixture.Refuse($"/acme/tiny/resolve/{FakeHub.Commit}/{Constant}", 401, times: 1);

        await fixture.FailureAsync();
        Assert.Contains(PullFixture.Graph, fixture.Present());
        Assert.DoesNotContain("manifest.json", fixture.Present());
        await fixture.PullAsync();

        fixture.AssertComplete([.. PullFixture.Everything, Constant]);
        Assert.Single(fixture.Hub.Downloads(PullFixture.Graph));
    }

    [Fact]
    public async Task Pull_NewCommitWithOtherWeights_ReplacesThem()
    {
        await using var fixture = await StartAsync("model.onnx_data");
        await fixture.PullAsync();
        fixture.Hub.Head = new string('a', 40);
        fixture.Hub.Files[Weights] = FakeHub.RandomBytes(200);

        await fixture.PullAsync();

        fixture.AssertComplete([.. PullFixture.Everything, Weights]);
        Assert.Single(fixture.Hub.Downloads(PullFixture.Graph));
    }

    [Theory]
    [InlineData("../config.json", "keeps weights in '../config.json', outside of its own folder: such a file is not taken")]
    [InlineData("/etc/passwd", "keeps weights in '/etc/passwd', outside of its own folder: such a file is not taken")]
    [InlineData("missing", "keeps weights in onnx/missing, and the model has no such file: it cannot be served")]
    public async Task Pull_WeightsThatCannotBeTaken_SaysWhy(string location, string expected)
    {
        await using var fixture = await StartAsync();
        fixture.Hub.Files[PullFixture.Graph] = FakeHub.Graph(20_000, location);

        Assert.Contains(expected, await fixture.FailureAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("manifest.json", fixture.Present());
    }

    [Fact]
    public async Task Pull_FileThatIsNoGraph_SaysSo()
    {
        await using var fixture = await StartAsync();
        fixture.Hub.Files[PullFixture.Graph] = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n"u8.ToArray();

        Assert.Contains("model.onnx is not an ONNX file", await fixture.FailureAsync(), StringComparison.Ordinal);
    }

    private static async Task<PullFixture> StartAsync(params string[] weights)
    {
        var fixture = await PullFixture.StartAsync();
        fixture.Hub.Files[PullFixture.Graph] = FakeHub.Graph(300_000, weights);
        foreach (var file in weights)
        {
            fixture.Hub.Files[$"onnx/{file}"] = FakeHub.RandomBytes(100);
        }

        return fixture;
    }
}
