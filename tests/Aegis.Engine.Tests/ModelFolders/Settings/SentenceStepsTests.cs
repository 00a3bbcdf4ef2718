namespace Aegis.Engine.Tests.ModelFolders.Settings;

/// <summary>Which steps a folder has, by <c>modules.json</c> of sentence-transformers 2 to 6.</summary>
public sealed class SentenceStepsTests : IDisposable
{
    private const string Transformer = """{"idx":0,"name":"0","path":"","type":"sentence_transformers.models.Transformer"}""";
    private const string Pooling = """{"idx":1,"name":"1","path":"1_Pooling","type":"sentence_transformers.models.Pooling"}""";

    private readonly TempFolder _folder = new();

    public SentenceStepsTests() => Write("1_Pooling/config.json", """{"embedding_dimension":8,"pooling_mode":"cls"}""");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sentence_transformers.models.")]
    [InlineData("sentence_transformers.sentence_transformer.modules.pooling.")]
    public void Read_NamesOfEitherVersion_AreTheSameSteps(string prefix)
    {
        Write(
            "modules.json",
            $$"""[{{Transformer}},{"path":"1_Pooling","type":"{{prefix}}Pooling"},{"path":"2_Normalize","type":"{{prefix}}Normalize"}]""");

        var steps = SentenceSteps.Read(_folder.Path);

        Assert.Equal((PoolingMode.Cls, 8, true), (steps.Pooling, steps.Width, steps.Normalizes));
        Assert.Empty(steps.Others);
        Assert.Equal(["2_Normalize/config.json", "1_Pooling/config.json"], steps.Files);
    }

    [Fact]
    public void Read_PoolingElsewhere_IsReadThere()
    {
        Write("3_Pooling/config.json", """{"embedding_dimension":4,"pooling_mode":"max"}""");
        Write("modules.json", $$"""[{{Transformer}},{"path":"3_Pooling","type":"sentence_transformers.models.Pooling"}]""");

        Assert.Equal(PoolingMode.Max, SentenceSteps.Read(_folder.Path).Pooling);
    }

    [Fact]
    public void Read_ModulesWithoutAPooling_NameNone()
    {
        Write("modules.json", $"[{Transformer}]");

        Assert.Null(SentenceSteps.Read(_folder.Path).Pooling);
    }

    // A step that changes the vector can be served only inside of a graph; a name of the folder's own code may mean anything.
    [Theory]
    [InlineData("sentence_transformers.models.Dense", "Dense")]
    [InlineData("sentence_transformers.models.LayerNorm", "LayerNorm")]
    [InlineData("custom_st.Pooling", "custom_st.Pooling")]
    [InlineData("custom_st.Normalize", "custom_st.Normalize")]
    public void Read_OtherStep_IsNamed(string type, string expected)
    {
        Write("modules.json", $$"""[{{Transformer}},{{Pooling}},{"path":"2_X","type":"{{type}}"}]""");

        Assert.Equal([expected], SentenceSteps.Read(_folder.Path).Others);
    }

    [Fact]
    public void Read_Dropout_IsNoStepOfASearch()
    {
        Write("modules.json", $$"""[{{Transformer}},{{Pooling}},{"path":"2_Dropout","type":"sentence_transformers.models.Dropout"}]""");

        Assert.Empty(SentenceSteps.Read(_folder.Path).Others);
    }

    [Theory]
    [InlineData("1_Pooling", "pooling twice is not supported")]
    [InlineData("../1_Pooling", "'../1_Pooling' lies outside of the folder")]
    [InlineData("/1_Pooling", "'/1_Pooling' lies outside of the folder")]
    [InlineData("2_Pooling", "pooling twice is not supported")]
    public void Read_PoolingThatCannotBeFollowed_SaysWhy(string path, string expected)
    {
        Write("modules.json", $$"""[{{Transformer}},{{Pooling}},{"path":"{{path}}","type":"sentence_transformers.models.Pooling"}]""");

        Assert.Contains(expected, Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PoolingWithoutItsFile_NamesIt()
    {
        File.Delete(_folder.File("1_Pooling/config.json"));
        Write("modules.json", $"[{Transformer},{Pooling}]");

        Assert.Equal($"{_folder.File("1_Pooling/config.json")} is missing", Failure());
    }

    [Theory]
    [InlineData("""{"module_input_name":"token_embeddings"}""")]
    [InlineData("""{"module_output_name":"token_embeddings"}""")]
    public void Read_NormOfSomethingElse_IsNamed(string config)
    {
        Write("2_Normalize/config.json", config);
        Write("modules.json", $$"""[{{Transformer}},{{Pooling}},{"path":"2_Normalize","type":"sentence_transformers.models.Normalize"}]""");

        Assert.Contains("a norm of 'token_embeddings' is not supported", Failure(), StringComparison.Ordinal);
    }

    private string Failure() => Assert.Throws<ModelLoadException>(() => SentenceSteps.Read(_folder.Path)).Message;

    private void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(file))!);
        File.WriteAllText(_folder.File(file), content);
    }
}
