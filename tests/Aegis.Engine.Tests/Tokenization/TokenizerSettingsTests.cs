using static Aegis.Engine.Tests.Tokenization.FamilyFolder;

namespace Aegis.Engine.Tests.Tokenization;

/// <summary>Settings that choose how the tokenizer of a folder is read.</summary>
public sealed class TokenizerSettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        """{"tokenizer_class":"RobertaTokenizer"}""",
        "vocab.txt: RobertaTokenizer, the tokenizer_class of the folder, does not read it")]
    [InlineData(
        """{"tokenizer_class":"MPNetTokenizer"}""",
        "vocab.txt: MPNetTokenizer, the tokenizer_class of the folder, does not read it")]
    [InlineData("""{"additional_special_tokens":["[Q]"]}""", "tokenizer_config.json: '[Q]' is a special token")]
    [InlineData("""{"bos_token":"a"}""", "tokenizer_config.json: 'a' is a special token")]
    [InlineData(
        """{"added_tokens_decoder":{"3":{"content":"[MASK]","special":true}}}""",
        "vocab.txt: '[MASK]' has the id 3 in tokenizer_config.json, and 4 here")]
    public void Load_VocabularyOfAnotherTokenizer_SaysWhy(string config, string expected)
    {
        File.WriteAllLines(_folder.File("vocab.txt"), TinyModel.Vocabulary);
        File.WriteAllText(_folder.File("tokenizer_config.json"), config);

        Assert.StartsWith(expected, Failure(), StringComparison.Ordinal);
    }

    // MPNet's own tokenizer has other special tokens; without a tokenizer_class its architecture chooses it.
    [Fact]
    public void Load_VocabularyOfMPNet_NeedsATokenizerJson()
    {
        File.WriteAllLines(_folder.File("vocab.txt"), TinyModel.Vocabulary);
        File.WriteAllText(_folder.File("config.json"), """{"model_type":"mpnet"}""");

        Assert.StartsWith("vocab.txt: MPNetTokenizer", Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_VocabularyWithNamesInTheSpecialTokensMap_TakesThem()
    {
        File.WriteAllLines(_folder.File("vocab.txt"), TinyModel.Vocabulary);
        File.WriteAllText(_folder.File("special_tokens_map.json"), """{"cls_token":"b","sep_token":{"content":"c"}}""");

        Assert.Equal([6, 5, 7], TokenizerLoader.Load(_folder.Path, 64).Tokenize("a").Ids);
    }

    // do_lower_case of sentence_bert_config.json: version 6 puts a Lowercase in front of the tokenizer.
    [Fact]
    public void Load_LowerCaseInFront_IsThatOfTheLowerCasingTokenizer()
    {
        const string Text = "Straße ÉTÉ Ǆ İ 中文 [MASK]";
        _folder.WriteFamily(LowerWithAccents);
        var lower = TokenizerLoader.Load(_folder.Path, 64).Tokenize(Text).Ids;
        _folder.WriteFamily(LowerWithAccents, ("normalizer.normalizers.0.lowercase", "false"));

        Assert.NotEqual(lower, TokenizerLoader.Load(_folder.Path, 64).Tokenize(Text).Ids);
        Assert.Equal(lower, TokenizerLoader.Load(_folder.Path, 64, lowersCase: true).Tokenize(Text).Ids);
    }

    [Theory]
    [InlineData(Roberta)]
    [InlineData(Unigram)]
    public void Load_LowerCaseInFrontOfAnotherTokenizer_IsRefused(string family) => Assert.Contains(
        "do_lower_case",
        Assert.Throws<InvalidDataException>(() => TokenizerLoader.Load(PathOf(family), 64, lowersCase: true)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("{}", null, "End")]
    [InlineData("""{"truncation_side":"left"}""", null, "Start")]
    [InlineData("{}", "Left", "Start")]
    [InlineData("""{"truncation_side":"right"}""", "Right", "End")]
    public void Load_SideThatTheFolderCuts_IsTheDefault(string config, string? direction, string expected)
    {
        Write(Uncased, "tokenizer_config.json", config, ("truncation", direction is null ? "null" : $$"""{"direction":"{{direction}}"}"""));

        Assert.Equal(Enum.Parse<Truncation>(expected), TokenizerLoader.Load(_folder.Path, 64).DefaultTruncation);
    }

    [Fact]
    public void Load_SidesThatDisagree_AreNamed()
    {
        Write(Uncased, "tokenizer_config.json", """{"truncation_side":"right"}""", ("truncation", """{"direction":"Left"}"""));

        Assert.StartsWith("tokenizer.json: truncation.direction: it is 'Left', and truncation_side", Failure(), StringComparison.Ordinal);
    }

    // Files of tokenizers before 0.9 have no type.
    [Theory]
    [InlineData(Uncased)]
    [InlineData(Unigram)]
    [InlineData(Roberta)]
    [InlineData(Qwen)]
    public void Load_ModelWithoutAType_IsTheOneThatItsMembersShow(string family)
    {
        Write(family, "tokenizer_config.json", "{}", ("model.type", "null"));

        Assert.Equal(
            TokenizerLoader.Load(PathOf(family), 64).Tokenize("na\u00efve \u4e2d\u6587").Ids,
            TokenizerLoader.Load(_folder.Path, 64).Tokenize("na\u00efve \u4e2d\u6587").Ids);
    }

    [Fact]
    public void Load_ModelWithoutATypeOfWholeWords_IsNamed()
    {
        File.WriteAllText(_folder.File("tokenizer.json"), """{"model":{"vocab":{"a":0},"unk_token":"a"}}""");

        Assert.Contains("the tokenizer model 'WordLevel' is not supported", Failure(), StringComparison.Ordinal);
    }

    private void Write(string family, string file, string content, params (string Setting, string Value)[] changes)
    {
        _folder.WriteFamily(family, changes);
        File.WriteAllText(_folder.File(file), content);
    }

    private string Failure() => Assert.Throws<InvalidDataException>(() => TokenizerLoader.Load(_folder.Path, 64)).Message;
}
