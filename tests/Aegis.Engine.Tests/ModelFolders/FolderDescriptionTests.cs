namespace Aegis.Engine.Tests.ModelFolders;

/// <summary>What a folder in the Hugging Face layout says, and what is taken where it says nothing.</summary>
public sealed class FolderDescriptionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public FolderDescriptionTests()
    {
        Write("config.json", """{"model_type":"bert","hidden_size":8,"vocab_size":100,"max_position_embeddings":512}""");
        Write("model.onnx", "described, not read");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Describe_NothingButAConfigAndAGraph_NamesNoPooling()
    {
        var description = Describe();

        Assert.True(description.Steps is { Pooling: null, Width: null, Normalizes: false, Files: [] });
        Assert.Equal(512, description.MaxTokens);
        Assert.Equal([new OnnxFile("model.onnx", Precision.Fp32)], description.Files);
    }

    [Fact]
    public void Describe_PoolingOfTheOperator_CountsForAFolderThatNamesNone() =>
        Assert.Equal(PoolingMode.Cls, Describe(new ModelSettings(_folder.Path) { Pooling = PoolingMode.Cls }).Steps.Pooling);

    [Fact]
    public void Describe_PoolingOfTheOperatorAgainstTheFolders_NamesBoth()
    {
        Write("1_Pooling/config.json", """{"embedding_dimension":8,"pooling_mode":"mean"}""");

        Assert.Equal(PoolingMode.Mean, Describe(new ModelSettings(_folder.Path) { Pooling = PoolingMode.Mean }).Steps.Pooling);
        Assert.StartsWith(
            "Aegis:Model:Pooling is cls, and 1_Pooling/config.json says mean",
            Failure(new ModelSettings(_folder.Path) { Pooling = PoolingMode.Cls }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bert", "", 512)]
    [InlineData("roberta", "", 510)]
    [InlineData("xlm-roberta", ""","pad_token_id":1""", 510)]
    [InlineData("camembert", ""","pad_token_id":0""", 511)]
    public void Describe_PositionTable_BoundsTheLimit(string modelType, string more, int expected)
    {
        Write("config.json", $$"""{"model_type":"{{modelType}}","hidden_size":8,"vocab_size":100,"max_position_embeddings":512{{more}}}""");
        Write("sentence_bert_config.json", """{"max_seq_length":8192}""");

        Assert.Equal(expected, Describe().MaxTokens);
    }

    [Theory]
    [InlineData("""{"max_seq_length":128}""", """{"model_max_length":64}""", 128)]
    [InlineData("""{"max_seq_length":null}""", """{"model_max_length":64}""", 64)]
    [InlineData("""{"max_seq_length":null}""", """{"model_max_length":1000000000000000019884624838656}""", 512)]
    [InlineData("""{"max_seq_length":null}""", """{"max_len":64}""", 64)]
    [InlineData("""{"max_seq_length":null}""", """{"max_len":32,"model_max_length":64}""", 64)]
    [InlineData("""{"max_seq_length":null}""", """{"model_max_length":Infinity}""", 512)]
    [InlineData("{}", """{"model_max_length":64}""", 64)]
    public void Describe_Limits_TheSentenceConfigCountsBeforeTheTokenizers(string sentence, string tokenizer, int expected)
    {
        Write("sentence_bert_config.json", sentence);
        Write("tokenizer_config.json", tokenizer);

        Assert.Equal(expected, Describe().MaxTokens);
    }

    // The classes of sentence-transformers before version 1 had a file name each, and all versions still read them in this order.
    [Theory]
    [InlineData("sentence_roberta_config.json")]
    [InlineData("sentence_distilbert_config.json")]
    [InlineData("sentence_camembert_config.json")]
    [InlineData("sentence_albert_config.json")]
    [InlineData("sentence_xlm-roberta_config.json")]
    [InlineData("sentence_xlnet_config.json")]
    public void Describe_LimitUnderAnOlderFileName_IsRead(string file)
    {
        Write(file, """{"max_seq_length":128}""");
        Assert.Equal(128, Describe().MaxTokens);

        Write("sentence_bert_config.json", """{"max_seq_length":64}""");
        Assert.Equal(64, Describe().MaxTokens);
    }

    [Fact]
    public void Describe_SeveralGraphs_FindsTheBestOfEachPrecision()
    {
        Write("onnx/model.onnx", "second choice");
        Write("onnx/model_quantized.onnx", "second choice");
        Write("onnx/model_int8.onnx", "first choice");
        Write("onnx/model_fp16.onnx", "the only one");

        var files = Describe().Files;

        Assert.Equal("onnx/model_int8.onnx", files.First(file => file.Precision == Precision.Int8).File);
        Assert.Equal("model.onnx", files.First(file => file.Precision == Precision.Fp32).File);
        Assert.Equal("onnx/model_fp16.onnx", files.First(file => file.Precision == Precision.Fp16).File);
    }

    // On a CPU that saturates products of 8-bit numbers, an int8 file under the name of the fp32 file would give wrong vectors.
    [Theory]
    [InlineData("model.onnx", null)]
    [InlineData("model.onnx", "model.onnx")]
    [InlineData("onnx/model_fp16.onnx", "onnx/model_fp16.onnx")]
    [InlineData("other.onnx", "other.onnx")]
    public void Describe_GraphThatComputesInt8_IsInt8WhateverItsName(string file, string? named)
    {
        Directory.CreateDirectory(_folder.File("onnx"));
        File.Copy(UserModels.HubFile, _folder.File(file), overwrite: true);

        var files = Describe(new ModelSettings(_folder.Path) { File = named }).Files;

        Assert.Equal([new OnnxFile(file, Precision.Int8)], files);
    }

    [Theory]
    [InlineData("nothing.onnx", "is missing")]
    [InlineData("../model.onnx", "does not lie in")]
    [InlineData("/etc/passwd", "does not lie in")]
    public void Describe_NamedFileThatIsNotThere_NamesTheSetting(string file, string expected)
    {
        var message = Failure(new ModelSettings(_folder.Path) { File = file });

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("Aegis:Model:File", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_NoGraph_NamesTheFilesThatWereLookedFor()
    {
        File.Delete(_folder.File("model.onnx"));

        Assert.Contains("onnx/model_quantized.onnx", Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_Prompts_ComeFromTheFolderAndTheOperator()
    {
        Write("config_sentence_transformers.json", """{"prompts":{"query":"query: ","document":""},"default_prompt_name":"query"}""");
        var prompts = Describe(new ModelSettings(_folder.Path)
        {
            Prompts = new Dictionary<string, string> { ["query"] = "q: ", ["passage"] = "p: " }
        }).Prompts;

        Assert.Equal("q: ", Find(prompts, null));
        Assert.Equal("q: ", Find(prompts, "query"));
        Assert.Equal("p: ", Find(prompts, "passage"));
        Assert.Equal(string.Empty, Find(prompts, "document"));
        Assert.Equal(string.Empty, Find(prompts, string.Empty));
        Assert.Null(Find(prompts, "clustering"));
    }

    [Fact]
    public void Describe_DefaultPromptSetToNothing_IsNone()
    {
        Write("config_sentence_transformers.json", """{"prompts":{"query":"query: "},"default_prompt_name":"query"}""");

        Assert.Equal(string.Empty, Find(Describe(new ModelSettings(_folder.Path) { DefaultPrompt = "" }).Prompts, null));
    }

    [Fact]
    public void Describe_DefaultPromptThatDoesNotExist_NamesWhereItIsSet()
    {
        Write("config_sentence_transformers.json", """{"prompts":{"query":"query: "},"default_prompt_name":"passage"}""");

        Assert.Contains("config_sentence_transformers.json", Failure(), StringComparison.Ordinal);
        Assert.Contains(
            "Aegis:Model:DefaultPrompt",
            Failure(new ModelSettings(_folder.Path) { DefaultPrompt = "x" }),
            StringComparison.Ordinal);
    }

    private static string? Find(ModelPrompts prompts, string? name) => prompts.TryFind(name, out var prompt) ? prompt : null;

    private void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(file))!);
        File.WriteAllText(_folder.File(file), content);
    }

    private ModelDescription Describe(ModelSettings? settings = null) =>
        Folders.Describe(settings ?? new ModelSettings(_folder.Path));

    private string Failure(ModelSettings? settings = null) => Assert.Throws<ModelLoadException>(() => Describe(settings)).Message;
}
