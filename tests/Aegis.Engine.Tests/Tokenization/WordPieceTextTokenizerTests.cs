namespace Aegis.Engine.Tests.Tokenization;

public sealed class WordPieceTextTokenizerTests
{
    private const int Cls = 101;
    private const int Sep = 102;
    private const int Unknown = 100;

    [Fact]
    public void Tokenize_EmptyText_GivesTheSpecialTokens() =>
        Assert.Equal([Cls, Sep], Bundled.Tokenizer.Tokenize(string.Empty).Ids);

    [Fact]
    public void Tokenize_WordThatDoesNotFitAsAWhole_KeepsItsFirstPieces()
    {
        var full = Bundled.Tokenizer.Tokenize("hello tokenizations").Ids;
        var cut = UncasedVocabulary.Load(Bundled.VocabularyFile, maxTokens: 4).Tokenize("hello tokenizations");

        Assert.Equal([.. full[..3], Sep], cut.Ids);
        Assert.True(cut.Truncated);
    }

    [Theory]
    [InlineData("x", 100, false)]
    [InlineData("x", 101, true)]
    [InlineData("\U00010400", 100, true)]
    public void Tokenize_LongWord_IsUnknownOverAHundredCodePoints(string letter, int count, bool unknown)
    {
        var ids = Bundled.Tokenizer.Tokenize(string.Concat(Enumerable.Repeat(letter, count))).Ids;

        Assert.Equal(unknown, ids.SequenceEqual([Cls, Unknown, Sep]));
    }

    [Fact]
    public void Tokenize_VocabularyPrefixBeforeACombiningMark_IsComparedByCodeUnits() =>
        Assert.Equal([Cls, 1037, 29882, Sep], Bundled.Tokenizer.Tokenize("a\u0982").Ids);

    [Theory]
    [InlineData("[MASK]", 103)]
    [InlineData("[PAD]", 0)]
    [InlineData("[UNK]", Unknown)]
    [InlineData("[CLS]", Cls)]
    public void Tokenize_SpecialTokenInsideAWord_StandsAlone(string special, int id) =>
        Assert.Equal([Cls, 1037, id, 1038, Sep], Bundled.Tokenizer.Tokenize($"a{special}b").Ids);

    [Fact]
    public void Tokenize_SpecialTokenInOtherCase_IsOrdinaryText() =>
        Assert.DoesNotContain(103, Bundled.Tokenizer.Tokenize("[mask]").Ids);

    [Theory]
    [InlineData("word ")]
    [InlineData("wordwithoutanyspace")]
    [InlineData("\u200b")]
    [InlineData("東")]
    [InlineData("\ud800")]
    public void Tokenize_FiveMillionCharacters_StaysWithinTheLimit(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 5_000_000 / part.Length));

        Assert.InRange(Bundled.Tokenizer.Tokenize(text).Length, 2, Bundled.Tokenizer.MaxTokens);
        Assert.InRange(Bundled.Tokenizer.Tokenize(text, Truncation.Start).Length, 2, Bundled.Tokenizer.MaxTokens);
    }

    [Fact]
    public void Normalize_TextOfManyWords_StopsReadingAtTheLimit()
    {
        var ids = new List<int>();
        var model = new WordPieceModel(["[UNK]", "word"], new WordPieceSettings());
        var words = new WordPieceWriter(model, new char[model.MaxWordUnits], ids);
        var text = string.Concat(Enumerable.Repeat("word ", 1_000_000));
        new BertWordNormalizer(CodePointTable.For(BertOptions.Uncased)).Normalize(text, enough: 7, ref words);

        Assert.Equal(Enumerable.Repeat(1, 7), ids);
    }

    [Theory]
    [InlineData("a b", 1, true)]
    [InlineData("a b", 2, true)]
    [InlineData("ab,c", 1, false)]
    [InlineData("ab,c", 2, true)]
    [InlineData("ab,c", 3, true)]
    [InlineData("a\u200bb", 1, false)]
    [InlineData("a\U00010400b", 1, false)]
    [InlineData("a\U00020000b", 1, true)]
    [InlineData("a\U00020000b", 2, false)]
    public void IsBoundary_OfAText_IsTrueWhereNoWordGoesOn(string text, int position, bool expected) =>
        Assert.Equal(expected, new BertWordNormalizer(CodePointTable.For(BertOptions.Uncased)).IsBoundary(text, position));

    [Fact]
    public void Load_VocabularyWithoutSpecialTokens_SaysSo()
    {
        using var folder = new TempFolder();
        File.WriteAllLines(folder.File("vocab.txt"), ["[UNK]", "a"]);

        var exception = Assert.Throws<InvalidDataException>(() => UncasedVocabulary.Load(folder.File("vocab.txt"), 8));

        Assert.Contains("[CLS]", exception.Message, StringComparison.Ordinal);
    }
}
