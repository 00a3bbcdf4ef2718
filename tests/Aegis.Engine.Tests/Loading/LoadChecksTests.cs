using Microsoft.Extensions.Logging.Abstractions;

namespace Aegis.Engine.Tests.Loading;

/// <summary>What is checked of an ONNX file while it is loaded, on a model whose vectors can be told by hand.</summary>
public sealed class LoadChecksTests
{
    // [CLS] a b [SEP] are the rows (1,0), (3,4), (-4,3), (0,1).
    [Theory]
    [InlineData("pooling_mode_mean_tokens", 0f, 1f)]
    [InlineData("pooling_mode_cls_token", 1f, 0f)]
    [InlineData("pooling_mode_lasttoken", 0f, 1f)]
    [InlineData("pooling_mode_max_tokens", 0.6f, 0.8f)]
    public void Load_HiddenStates_ArePooledAndNormalised(string pooling, float first, float second) =>
        Assert.Equal([first, second], Vector(new TinyModel(), pooling).Select(component => MathF.Round(component, 6)));

    [Theory]
    [InlineData("last_hidden_state")]
    [InlineData("token_embeddings")]
    public void Load_NameOfTheHiddenStates_IsEither(string output) =>
        Assert.Equal(0.6f, Vector(new TinyModel { Output = output }, "pooling_mode_max_tokens")[0], 1e-6);

    // The graph's largest values are (3, 4): not of norm 1, so the server sees to it.
    [Fact]
    public void Load_GraphThatPoolsWithoutNormalising_IsNormalised() =>
        Assert.Equal(
            [0.6f, 0.8f],
            Vector(new TinyModel { Output = "sentence_embedding", IsPooled = true }).Select(component => MathF.Round(component, 6)));

    [Fact]
    public void Load_HalfPrecisionOutput_IsRead()
    {
        var vector = Vector(new TinyModel { OutputType = OnnxBytes.Float16 }, "pooling_mode_max_tokens");

        Assert.Equal([0.6f, 0.8f], vector.Select(component => MathF.Round(component, 6)));
    }

    [Fact]
    public void Load_WithTokenTypes_IsServedToo() => Assert.Equal(
        0.6f,
        Vector(new TinyModel
        {
            Inputs = [("input_ids", OnnxBytes.Int64), ("attention_mask", OnnxBytes.Int64), ("token_type_ids", OnnxBytes.Int64)]
        }, "pooling_mode_max_tokens")[0],
        1e-6);

    // A batch of texts of several lengths: what pads the shorter ones must not reach their vectors.
    [Theory]
    [InlineData("pooling_mode_mean_tokens")]
    [InlineData("pooling_mode_max_tokens")]
    [InlineData("pooling_mode_lasttoken")]
    public void Load_Batch_PoolsWithoutThePadding(string pooling)
    {
        using var folder = new TinyModel().Write(pooling);
        using var model = Load(folder, out var tokenizer);
        TokenSequence[] batch = [tokenizer.Tokenize("a"), tokenizer.Tokenize("b c a b c"), tokenizer.Tokenize("")];
        var (together, alone) = (new float[6], new float[2]);

        model.Embed(batch, together);

        Assert.All(Enumerable.Range(0, 3), row =>
        {
            model.Embed([batch[row]], alone);
            Assert.Equal(alone, together[(2 * row)..(2 * row + 2)]);
        });
    }

    [Fact]
    public void Load_IdsOfAnotherType_NamesInputAndType() => Fails(
        new TinyModel { Inputs = [("input_ids", OnnxBytes.Int32), ("attention_mask", OnnxBytes.Int64)] },
        "its input input_ids is Int32, not Int64");

    [Fact]
    public void Load_InputThatNobodyKnows_NamesAll() => Fails(
        new TinyModel { Inputs = [("input_ids", OnnxBytes.Int64), ("attention_mask", OnnxBytes.Int64), ("pixel_values", OnnxBytes.Int64)] },
        "its inputs are input_ids, attention_mask, pixel_values; it must have input_ids and attention_mask");

    [Fact]
    public void Load_WithoutAMask_NamesWhatItNeeds() =>
        Fails(new TinyModel { Inputs = [("input_ids", OnnxBytes.Int64)] }, "it must have input_ids and attention_mask");

    [Fact]
    public void Load_OutputThatNobodyKnows_NamesIt() => Fails(
        new TinyModel { Output = "logits" },
        "its outputs are logits; it needs one of sentence_embedding, last_hidden_state, token_embeddings");

    [Fact]
    public void Load_OutputOfAnotherType_NamesIt() =>
        Fails(new TinyModel { OutputType = OnnxBytes.Int64 }, "its output last_hidden_state is Int64");

    [Fact]
    public void Load_PooledOutputWithTokens_NamesItsShape() =>
        Fails(new TinyModel { Output = "sentence_embedding" }, "not Float [batch, 2]");

    [Fact]
    public void Load_TableOfAnotherVocabulary_NamesBothSizes() => Fails(
        new TinyModel { Table = [.. new TinyModel().Table, 1, 1] },
        "its table of token embeddings has 9 rows, vocab_size in config.json is 8");

    [Fact]
    public void Load_TableOfAnotherWidth_NamesBothWidths() => Fails(
        new TinyModel { Width = 3, Table = [.. Enumerable.Repeat(1f, 24)] },
        "its token embeddings are 3 wide, the width in config.json is 2");

    [Theory]
    [InlineData(999)]
    [InlineData(0)]
    public void Load_OpsetThatDoesNotExist_NamesIt(int opset) => Fails(new TinyModel { Opset = opset }, $"(opset {opset})");

    [Theory]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    public void Load_GraphWithoutUsableVectors_FailsItsTrial(float value) => Fails(
        new TinyModel { Table = [.. Enumerable.Repeat(value, 16)] },
        "a trial run on cpu gave a vector that is zero or not finite");

    private static float[] Vector(TinyModel tiny, string pooling = "pooling_mode_mean_tokens")
    {
        using var folder = tiny.Write(pooling);
        using var model = Load(folder, out var tokenizer);
        var vector = new float[2];
        model.Embed([tokenizer.Tokenize("a b")], vector);
        return vector;
    }

    private static void Fails(TinyModel tiny, string expected)
    {
        using var folder = tiny.Write();

        var message = Assert.Throws<ModelLoadException>(() => Load(folder, out _)).Message;

        Assert.Contains(folder.File("model.onnx"), message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private static IEmbeddingModel Load(TempFolder folder, out ITextTokenizer tokenizer)
    {
        var description = Folders.Describe(folder.Path);
        tokenizer = TokenizerLoader.Load(description.Directory, description.MaxTokens);
        var records = new ConsistencyRecords(string.Empty, NullLogger<ConsistencyRecords>.Instance);
        return new CandidateLoader(records, NullLogger<CandidateLoader>.Instance).Load(
            description,
            new LoadCandidate(ProviderTable.Of(ExecutionProvider.Cpu), description.Files[0]),
            Task.FromResult(tokenizer)).Model;
    }
}
