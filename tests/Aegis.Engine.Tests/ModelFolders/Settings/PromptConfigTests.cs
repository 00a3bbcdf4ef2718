namespace Aegis.Engine.Tests.ModelFolders.Settings;

/// <summary><c>config_sentence_transformers.json</c>: what of it changes a vector.</summary>
public sealed class PromptConfigTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"model_type":"SparseEncoder"}""", "model_type: it is a SparseEncoder")]
    [InlineData("""{"model_type":"CrossEncoder"}""", "model_type: it is a CrossEncoder")]
    [InlineData("""{"model_type":"MultiVectorEncoder"}""", "model_type: it is a MultiVectorEncoder")]
    [InlineData("""{"truncate_dim":256}""", "truncate_dim: a width other than the model's")]
    [InlineData("""{"prompts":{"query":7}}""", "prompts: it should be a text")]
    public void Read_AnotherKindOfModel_IsNamed(string json, string expected) =>
        Assert.StartsWith(expected, SettingsText.Failure(json, PromptConfig.Read), StringComparison.Ordinal);

    [Theory]
    [InlineData("cosine", false, true)]
    [InlineData("dot", true, true)]
    [InlineData("dot", false, false)]
    [InlineData("euclidean", false, false)]
    [InlineData("manhattan", false, false)]
    public void Read_SimilarityByLengths_NeedsVectorsOfNormOne(string similarity, bool normalizes, bool isServed)
    {
        File.WriteAllText(_folder.File("config_sentence_transformers.json"), $$"""{"similarity_fn_name":"{{similarity}}"}""");

        var failure = Record.Exception(() => ModelPrompts.Read(_folder.Path, new ModelSettings(_folder.Path), normalizes));

        Assert.Equal(isServed, failure is null);
        Assert.Contains(isServed ? string.Empty : $"'{similarity}'", failure?.Message ?? string.Empty, StringComparison.Ordinal);
    }
}
