namespace Aegis.EmbeddingServer.Tests.Hub;

public sealed class ModelReferenceTests
{
    [Theory]
    [InlineData("sentence-transformers/all-MiniLM-L6-v2", "sentence-transformers", "all-MiniLM-L6-v2", "main")]
    [InlineData("BAAI/bge-small-en-v1.5@refs/pr/12", "BAAI", "bge-small-en-v1.5", "refs/pr/12")]
    [InlineData("gpt2@v1.0", null, "gpt2", "v1.0")]
    public void Parse_Reference_HasItsParts(string text, string? organisation, string name, string revision) =>
        Assert.Equal(new ModelReference(organisation, name, revision), ModelReference.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("acme/..")]
    [InlineData("../tiny")]
    [InlineData("/tiny")]
    [InlineData("acme/tiny/more")]
    [InlineData("acme\\tiny")]
    [InlineData("acme/tiny@")]
    [InlineData("acme/tiny@a..b")]
    [InlineData("acme/tiny@../../x")]
    [InlineData("acme/tiny\n")]
    [InlineData("acme/tiny?x=1")]
    [InlineData("--output")]
    public void Parse_Nonsense_IsNone(string text) => Assert.Null(ModelReference.Parse(text));
}
