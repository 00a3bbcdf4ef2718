namespace Aegis.Engine.Tests.ModelFolders;

public sealed class ModelTokenizerTests
{
    [Fact]
    public void Load_TokenizerThatCannotBeUsed_NamesFolderAndFile()
    {
        using var folder = new TinyModel().Write();
        File.WriteAllText(folder.File("tokenizer.json"), """{"model":{"type":"WordLevel"}}""");

        Assert.Equal(
            $"the tokenizer in {folder.Path} cannot be used: tokenizer.json: model: the tokenizer model 'WordLevel' is not supported; "
            + "WordPiece, Unigram and byte-level BPE are",
            Assert.Throws<ModelLoadException>(() => ModelTokenizer.Load(Folders.Describe(folder.Path))).Message);
    }
}
