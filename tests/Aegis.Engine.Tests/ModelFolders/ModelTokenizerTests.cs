namespace Aegis.Engine.Tests.ModelFolders;

/// <summary>The tokenizer's entries beside the rows of the model, of which there may be some more.</summary>
public sealed class ModelTokenizerTests
{
    private const int Entries = 8;

    [Theory]
    [InlineData(Entries)]
    [InlineData(Entries + 511)]
    public void Load_AsManyRowsAsEntriesOrSomeMore_IsTaken(int rows)
    {
        using var folder = new TinyModel().Write();

        Assert.Equal(Entries, ModelTokenizer.Load(Describe(folder, rows)).VocabularySize);
    }

    [Theory]
    [InlineData(Entries - 1)]
    [InlineData(Entries + 512)]
    public void Load_FewerRowsOrManyMore_NamesBothNumbers(int rows)
    {
        using var folder = new TinyModel().Write();

        Assert.Equal(
            $"the tokenizer in {folder.Path} (tokenizer.json or vocab.txt) has {Entries} entries, "
            + $"vocab_size in config.json is {rows}: it is of another model",
            Assert.Throws<ModelLoadException>(() => ModelTokenizer.Load(Describe(folder, rows))).Message);
    }

    [Fact]
    public void Load_TokenizerThatCannotBeUsed_NamesFolderAndFile()
    {
        using var folder = new TinyModel().Write();
        File.WriteAllText(folder.File("tokenizer.json"), """{"model":{"type":"WordLevel"}}""");

        Assert.Equal(
            $"the tokenizer in {folder.Path} cannot be used: tokenizer.json: model: the tokenizer model 'WordLevel' is not supported; "
            + "WordPiece, Unigram and byte-level BPE are",
            Assert.Throws<ModelLoadException>(() => ModelTokenizer.Load(Describe(folder, Entries))).Message);
    }

    private static ModelDescription Describe(TempFolder folder, int rows) =>
        Folders.Describe(folder.Path) with { VocabularySize = rows };
}
