using System.Text;

namespace Aegis.Engine.Tests.Tokenization;

/// <summary>Which files of a folder make its tokenizer, and what is said of files that make none.</summary>
public sealed class TokenizerLoaderTests : IDisposable
{
    private const int Limit = 16;

    private static readonly string[] Vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "\u00e9", "e"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_FolderWithoutATokenizer_NamesBothFiles()
    {
        var message = Failure();

        Assert.StartsWith("tokenizer.json: it is missing", message, StringComparison.Ordinal);
        Assert.Contains("vocab.txt", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("{\"version\":\"1.0\",\"model\":{\"type\":\"WordPi")]
    [InlineData("{\"version\":\"\\ud800\",\"model\":{\"type\":\"\\ud800\"}}")]
    public void Load_TokenizerJsonThatIsNoJson_SaysThatItCannotBeRead(string content)
    {
        Write("tokenizer.json", content);

        var message = Failure();

        Assert.StartsWith("tokenizer.json: it cannot be read: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "tokenizer.json: an object is missing")]
    [InlineData("[]", "tokenizer.json: it should be an object")]
    [InlineData("{}", "tokenizer.json: model: it has no type, and its members are not those of WordPiece, Unigram or BPE")]
    [InlineData("""{"model":[]}""", "tokenizer.json: model: it should be an object")]
    [InlineData("""{"added_tokens":{}}""", "tokenizer.json: added_tokens: it should be a list")]
    public void Load_TokenizerJsonOfAnotherShape_NamesThePart(string content, string expected)
    {
        Write("tokenizer.json", content);

        Assert.Equal(expected, Failure());
    }

    [Fact]
    public void Load_BothFiles_TakesTheTokenizerJson()
    {
        WriteVocabulary("\n");
        Write("tokenizer.json", "{}");

        Assert.StartsWith("tokenizer.json: ", Failure(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Load_VocabularyWithEitherLineEnd_GivesTheSameIds(string lineEnd)
    {
        WriteVocabulary(lineEnd);

        var tokenizer = Load();

        Assert.Equal([2, 5, 6, 1, 4, 3], tokenizer.Tokenize("A b zz [MASK]").Ids);
        Assert.Equal((9, 0, "WordPiece, uncased, 9 entries"), (tokenizer.VocabularySize, tokenizer.PadId, tokenizer.Description));
    }

    [Fact]
    public void Load_VocabularyWithAByteOrderMark_SkipsIt()
    {
        File.WriteAllText(
            _folder.File("vocab.txt"),
            string.Join('\n', Vocabulary),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Equal([2, 5, 3], Load().Tokenize("a").Ids);
        Assert.Equal(0, Load().PadId);
    }

    [Fact]
    public void Load_VocabularyWithBlankLinesAtTheEnd_HasNoEntriesOfThem()
    {
        Write("vocab.txt", string.Concat(Vocabulary.Select(entry => entry + "\r\n")) + "\r\n\r\n");

        Assert.Equal(Vocabulary.Length, Load().VocabularySize);
    }

    [Theory]
    [InlineData("{}", new[] { 2, 5, 8, 3 })]
    [InlineData("""{"do_lower_case":false}""", new[] { 2, 1, 7, 3 })]
    [InlineData("""{"strip_accents":false}""", new[] { 2, 5, 7, 3 })]
    [InlineData("""{"cls_token":"b","sep_token":{"content":"a"}}""", new[] { 6, 5, 8, 5 })]
    public void Load_VocabularyWithSettings_FollowsThem(string config, int[] ids)
    {
        WriteVocabulary("\n");
        Write("tokenizer_config.json", config);

        Assert.Equal(ids, Load().Tokenize("A \u00e9").Ids);
    }

    [Theory]
    [InlineData(
        """{"do_lower_case":false,"strip_accents":true}""",
        "tokenizer_config.json: strip_accents: stripping accents without lower case is not supported")]
    [InlineData("""{"do_lower_case":"no"}""", "tokenizer_config.json: do_lower_case: it should be true or false")]
    [InlineData("""{"cls_token":7}""", "tokenizer_config.json: cls_token: it should be a text")]
    [InlineData("[]", "tokenizer_config.json: it should be an object")]
    [InlineData("""{"cls_token":"<s>"}""", "vocab.txt: the vocabulary has no <s>")]
    public void Load_VocabularyWithWrongSettings_NamesTheFile(string config, string expected)
    {
        WriteVocabulary("\n");
        Write("tokenizer_config.json", config);

        Assert.Equal(expected, Failure());
    }

    [Fact]
    public void Load_EmptyTokenizerConfig_SaysThatItCannotBeRead()
    {
        WriteVocabulary("\n");
        Write("tokenizer_config.json", string.Empty);

        Assert.StartsWith("tokenizer_config.json: it cannot be read: ", Failure(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "vocab.txt: it is empty")]
    [InlineData("\n\n", "vocab.txt: it is empty")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n", "vocab.txt: it is a Git LFS pointer to the file")]
    [InlineData("a\nb\n", "vocab.txt: the vocabulary has no [UNK]")]
    [InlineData("[UNK]\n[SEP]\n", "vocab.txt: the vocabulary has no [CLS]")]
    public void Load_VocabularyThatIsNone_SaysWhy(string content, string expected)
    {
        Write("vocab.txt", content);

        Assert.StartsWith(expected, Failure(), StringComparison.Ordinal);
    }

    // Files of German and Chinese models have such entries. The reference reads the lines into a dictionary.
    [Fact]
    public void Load_VocabularyWithAnEntryTwice_TakesTheLast()
    {
        Write("vocab.txt", string.Join('\n', [.. Vocabulary, "a", "##b", "##b", "[MASK]"]));

        var tokenizer = Load();

        Assert.Equal([2, 9, 6, 12, 3], tokenizer.Tokenize("a b [MASK]").Ids);
        Assert.Equal([2, 9, 11, 3], tokenizer.Tokenize("ab").Ids);
        Assert.Equal(13, tokenizer.VocabularySize);
    }

    [Fact]
    public void Load_VocabularyThatIsNoUtf8_SaysSo()
    {
        File.WriteAllBytes(_folder.File("vocab.txt"), [.. "[UNK]\n"u8, 0xE9, (byte)'\n']);

        Assert.Equal("vocab.txt: it is not UTF-8 text", Failure());
    }

    [Fact]
    public void Load_LimitWithoutRoomForTheSpecialTokens_SaysSo()
    {
        WriteVocabulary("\n");

        Assert.Equal(
            "vocab.txt: a limit of 1 tokens has no room for the 2 special tokens of a text",
            Assert.Throws<InvalidDataException>(() => TokenizerLoader.Load(_folder.Path, 1)).Message);
    }

    private void WriteVocabulary(string lineEnd) => Write("vocab.txt", string.Concat(Vocabulary.Select(entry => entry + lineEnd)));

    private void Write(string file, string content) => File.WriteAllText(_folder.File(file), content);

    private ITextTokenizer Load() => TokenizerLoader.Load(_folder.Path, Limit);

    private string Failure() => Assert.Throws<InvalidDataException>(Load).Message;
}
