using Microsoft.Extensions.Logging.Abstractions;

namespace Aegis.Engine.Tests.Loading;

/// <summary>What is checked of an ONNX file while it is loaded, on a model whose vectors can be told by hand.</summary>
public sealed class LoadChecksTests
{
    // [CLS] a b [SEP] are the rows (1,0), (3,4), (-4,3), (0,1).
    [Theory]
    [InlineData("mean", 0f, 1f)]
    [InlineData("cls", 1f, 0f)]
    [InlineData("lasttoken", 0f, 1f)]
    [InlineData("max", 0.6f, 0.8f)]
    public void Load_HiddenStates_ArePooledAndNormalised(string pooling, float first, float second) =>
        Assert.Equal([first, second], Vector(new TinyModel(), pooling).Select(component => MathF.Round(component, 6)));

    [Theory]
    [InlineData("last_hidden_state")]
    [InlineData("token_embeddings")]
    public void Load_NameOfTheHiddenStates_IsEither(string output) =>
        Assert.Equal(0.6f, Vector(new TinyModel { Output = output }, "max")[0], 1e-6);

    // The graph's largest values are (3, 4): not of norm 1, so the server sees to it.
    [Fact]
    public void Load_GraphThatPoolsWithoutNormalising_IsNormalised() =>
        Assert.Equal(
            [0.6f, 0.8f],
            Vector(new TinyModel { Output = "sentence_embedding", IsPooled = true }).Select(component => MathF.Round(component, 6)));

    [Fact]
    public void Load_HalfPrecisionOutput_IsRead()
    {
        var vector = Vector(new TinyModel { OutputType = OnnxBytes.Float16 }, "max");

        Assert.Equal([0.6f, 0.8f], vector.Select(component => MathF.Round(component, 6)));
    }

    [Fact]
    public void Load_WithTokenTypes_IsServedToo() => Assert.Equal(
        0.6f,
        Vector(new TinyModel
        {
            Inputs = [("input_ids", OnnxBytes.Int64), ("attention_mask", OnnxBytes.Int64), ("token_type_ids", OnnxBytes.Int64)]
        }, "max")[0],
        1e-6);

    // A batch of texts of several lengths: what pads the shorter ones must not reach their vectors.
    [Theory]
    [InlineData("mean")]
    [InlineData("max")]
    [InlineData("lasttoken")]
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
        Fails(new TinyModel { Output = "sentence_embedding" }, "not Float [batch, width]");

    // Tables are padded to round numbers, and hold rows for tokens to come.
    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(19478)]
    public void Load_TableWithMoreRowsThanTheTokenizer_IsServed(int more) =>
        Assert.Equal(Vector(new TinyModel()), Vector(new TinyModel { Table = [.. new TinyModel().Table, .. new float[2 * more]] }));

    [Fact]
    public void Load_TableWithFewerRowsThanTheTokenizer_NamesBothSizes() => Fails(
        new TinyModel { Table = new TinyModel().Table[..^2] },
        "it has 7 rows of token embeddings, and the tokenizer 8 entries: one of the two is of another model");

    [Fact]
    public void Load_WidthOfConfigThatIsNotTheOutputs_IsNotCompared()
    {
        using var folder = new TinyModel().Write();
        File.WriteAllText(
            folder.File("config.json"),
            """{"model_type":"bert","hidden_size":7,"vocab_size":8,"max_position_embeddings":16,"embedding_size":2}""");

        using var model = Load(folder, out _);

        Assert.Equal(2, model.Dimensions);
    }

    [Fact]
    public void Load_WidthOfPoolingThatIsNotTheOutputs_NamesBoth()
    {
        using var folder = new TinyModel().Write();
        File.WriteAllText(folder.File("1_Pooling/config.json"), """{"embedding_dimension":3,"pooling_mode":"mean"}""");

        Assert.Contains(
            "its output last_hidden_state is 2 wide, 1_Pooling/config.json says 3",
            Assert.Throws<ModelLoadException>(() => Load(folder, out _)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OutputOfOpenWidth_TakesTheWidthOfABatch()
    {
        using var folder = new TinyModel { HasOpenWidth = true }.Write();
        using var model = Load(folder, out _);
        File.WriteAllText(folder.File("1_Pooling/config.json"), """{"embedding_dimension":3,"pooling_mode":"mean"}""");

        Assert.Equal(2, model.Dimensions);
        Assert.Contains(
            "gave vectors of 2 components, 1_Pooling/config.json says 3",
            Assert.Throws<ModelLoadException>(() => Load(folder, out _)).Message,
            StringComparison.Ordinal);
    }

    // The mean and the first token are both common; a wrong guess gives wrong vectors that look right.
    [Fact]
    public void Load_PoolingThatNothingNames_SaysHowToNameIt()
    {
        using var folder = new TinyModel().Write(pooling: null);

        var message = Assert.Throws<ModelLoadException>(() => Load(folder, out _)).Message;

        Assert.Contains("Aegis:Model:Pooling says it (mean, cls, max or lasttoken)", message, StringComparison.Ordinal);
        Assert.Contains("1_Pooling/config.json", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PoolingThatTheGraphContains_NeedsNoName()
    {
        using var folder = new TinyModel { Output = "sentence_embedding", IsPooled = true }.Write(pooling: null);
        using var model = Load(folder, out _);

        Assert.Equal(2, model.Dimensions);
    }

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

    private static float[] Vector(TinyModel tiny, string pooling = "mean")
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
