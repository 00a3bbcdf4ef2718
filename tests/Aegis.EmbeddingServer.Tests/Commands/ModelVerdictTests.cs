using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Aegis.EmbeddingServer.Tests.Commands;

/// <summary>What <c>model inspect</c> says of a folder is what a server does with it, for the same reason.</summary>
public sealed class ModelVerdictTests : IDisposable
{
    private readonly TempFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Theory]
    [InlineData("plain")]
    [InlineData("token types")]
    [InlineData("half precision")]
    [InlineData("pooled")]
    [InlineData("pooled with Dense")]
    [InlineData("constant")]
    [InlineData("external weights")]
    [InlineData("external constant")]
    [InlineData("external links")]
    [InlineData("output without shape")]
    public async Task Inspect_FolderThatServes_SaysSo(string which)
    {
        using var folder = VerdictFolders.ThatServes(which);

        var (serves, report) = Inspect(folder);

        Assert.Null(await ReasonAsync(folder));
        Assert.True(serves, report);
        Assert.Contains("model.onnx on cpu", report, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("input position_ids", "its inputs are input_ids, attention_mask, position_ids; it must have")]
    [InlineData("input past_key_values.0.key", "its inputs are input_ids, attention_mask, past_key_values.0.key; it must have")]
    [InlineData("input task_id", "its inputs are input_ids, attention_mask, task_id; it must have")]
    [InlineData("no mask", "its inputs are input_ids; it must have")]
    [InlineData("int32", "its input input_ids is Int32, not Int64")]
    [InlineData("shape 1 128", "its input input_ids is [1, 128], not [batch, sequence] of any size")]
    [InlineData("shape 1 0", "its input input_ids is [1, -1], not [batch, sequence] of any size")]
    [InlineData("shape 0 128", "its input input_ids is [-1, 128], not [batch, sequence] of any size")]
    [InlineData("shape 0 0 0", "its input input_ids is [-1, -1, -1], not [batch, sequence] of any size")]
    [InlineData("output output_0", "its outputs are output_0; it needs one of sentence_embedding, last_hidden_state, token_embeddings")]
    [InlineData("output sentence_embedding", "its output sentence_embedding is Float [-1, -1, 2], not Float [batch, width]")]
    [InlineData("int64 output", "its output last_hidden_state is Int64 [-1, -1, 2], not Float [batch, sequence, width]")]
    [InlineData("Dense", "it gives vectors of tokens, and modules.json asks for Dense behind the pooling")]
    [InlineData("weights missing", "it keeps its weights in model.onnx_data, which is missing beside it")]
    [InlineData("weights short", "it keeps its weights in model.onnx_data, which has 10 bytes of at least 64")]
    [InlineData("weights pointer", "model.onnx_data, which has 24 bytes of at least 64: it is a Git LFS pointer")]
    [InlineData("weights outside", "it keeps weights in ../model.onnx_data, outside of its own folder")]
    [InlineData("constant missing", "it keeps its weights in Constant_7_attr__value, which is missing beside it")]
    [InlineData("operator", "cannot be loaded on cpu (opset 13)")]
    [InlineData("opset", "cannot be loaded on cpu (opset 999)")]
    [InlineData("not finite", "a trial run on cpu gave a vector that is zero or not finite")]
    [InlineData("no tokenizer", "the tokenizer in")]
    [InlineData("no graph", "has no ONNX file")]
    [InlineData("no config", "config.json is missing")]
    [InlineData("text", "model.onnx is not an ONNX file, or not a whole one")]
    [InlineData("references", "computes wrong vectors on this machine (cpu)")]
    [InlineData("record", "computes wrong vectors on this machine (cpu)")]
    [InlineData("manifest", "manifest.json says")]
    public async Task Inspect_FolderThatDoesNotServe_GivesTheReasonOfTheServer(string fault, string expected)
    {
        using var folder = VerdictFolders.ThatDoesNotServe(fault);
        if (fault == "record")
        {
            await ChangeRecordAsync(folder);
        }

        var (serves, report) = Inspect(folder);
        var reason = await ReasonAsync(folder);

        Assert.NotNull(reason);
        Assert.Contains(expected, reason, StringComparison.Ordinal);
        Assert.False(serves, report);
        Assert.Contains(expected, report, StringComparison.Ordinal);
        Assert.Contains(reason, new ModelSettings(folder.Path).HideFolder(report), StringComparison.Ordinal);
    }

    // Settings of the operator are part of the verdict.
    [Theory]
    [InlineData("Aegis:Execution:Provider=cuda", "Aegis:Execution:Provider is cuda, which this build of ONNX Runtime does not have")]
    [InlineData("Aegis:Model:Precision=int8", "Aegis:Model:Precision is int8, Aegis:Execution:Provider auto, and the folder has")]
    [InlineData("Aegis:Model:File=other.onnx", "other.onnx is missing (Aegis:Model:File)")]
    [InlineData("Aegis:Model:DefaultPrompt=query", "there is no prompt 'query'")]
    public async Task Inspect_SettingThatCannotBe_GivesTheReasonOfTheServer(string setting, string expected)
    {
        using var folder = new TinyModel().Write();

        var (serves, report) = Inspect(folder, setting);
        var reason = await ReasonAsync(folder, setting);

        Assert.Contains(expected, reason, StringComparison.Ordinal);
        Assert.False(serves, report);
        Assert.Contains(expected, report, StringComparison.Ordinal);
    }

    // A look changes nothing: the record of a first start is for the server to keep.
    [Fact]
    public void Inspect_ModelWithoutReferences_KeepsNoRecord()
    {
        using var folder = new TinyModel().Write();

        Assert.True(Inspect(folder).Serves);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_state.Path));
    }

    // A record of the first graph would refuse the second one.
    [Fact]
    public async Task Server_OtherWeightsBesideTheSameGraph_AreAnotherModel()
    {
        var model = new TinyModel { Weights = "model.onnx_data" };
        using var folder = model.Write();
        Assert.Null(await ReasonAsync(folder));

        (model with { Table = [.. model.Table.Reverse()] }).WriteGraph(folder.File("model.onnx"));

        Assert.Null(await ReasonAsync(folder));
        Assert.Equal(2, Directory.GetFiles(_state.Path).Length);
    }

    private async Task ChangeRecordAsync(TempFolder folder)
    {
        Assert.Null(await ReasonAsync(folder));
        var record = Directory.GetFiles(_state.Path).Single();
        await File.WriteAllTextAsync(record, """{"items":[{"text":"a b","vector":[1,0]}]}""", TestContext.Current.CancellationToken);
    }

    private (bool Serves, string Report) Inspect(TempFolder folder, params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Settings(folder, settings).Select(setting => setting.Split('=', 2))
                .ToDictionary(parts => parts[0], string? (parts) => parts[1]))
            .Build();
        var report = new StringWriter();
        return (new ModelInspection(AegisOptions.Read(configuration).ToLoadSettings(), report).Run(), report.ToString());
    }

    private async Task<string?> ReasonAsync(TempFolder folder, params string[] settings)
    {
        await using var server = await TestServer.StartAsync(Settings(folder, settings));
        using var health = await server.Client.GetAsync("/health", TestContext.Current.CancellationToken);
        using var body = JsonDocument.Parse(await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return health.StatusCode == HttpStatusCode.OK ? null : body.RootElement.GetProperty("reason").GetString();
    }

    private string[] Settings(TempFolder folder, string[] further) =>
        [$"Aegis:Model:Directory={folder.Path}", $"Aegis:Model:StateDirectory={_state.Path}", .. further];
}
