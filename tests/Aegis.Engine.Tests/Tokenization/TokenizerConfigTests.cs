using static Aegis.Engine.Tests.Tokenization.FamilyFolder;

namespace Aegis.Engine.Tests.Tokenization;

/// <summary>
/// The settings beside a <c>tokenizer.json</c> or <c>vocab.txt</c>. transformers follows them, so a folder whose files disagree has
/// two sets of tokens.
/// </summary>
public sealed class TokenizerConfigTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // A file of transformers as it is for each family: nothing in it goes against the tokenizer.
    [Theory]
    [InlineData(
        Uncased,
        """
        {"do_lower_case":true,"strip_accents":null,"tokenize_chinese_chars":true,"tokenizer_class":"BertTokenizer","never_split":null,
         "cls_token":"[CLS]","sep_token":"[SEP]","pad_token":"[PAD]","unk_token":"[UNK]","mask_token":"[MASK]",
         "do_basic_tokenize":true,"model_max_length":512,"truncation_side":"right","max_length":128,"stride":0,
         "added_tokens_decoder":{"0":{"content":"[PAD]","lstrip":false,"normalized":false,"rstrip":false,"special":true}}}
        """)]
    [InlineData(Cased, """{"do_lower_case":false,"tokenizer_class":"DistilBertTokenizerFast","clean_up_tokenization_spaces":true}""")]
    [InlineData(Cased, """{"tokenizer_class":"PreTrainedTokenizerFast"}""")]
    [InlineData(Unigram, """{"tokenizer_class":"XLMRobertaTokenizer","bos_token":"<s>","do_lower_case":true,"sp_model_kwargs":{}}""")]
    [InlineData(Unigram, """{"tokenizer_class":"TokenizersBackend","add_prefix_space":true,"additional_special_tokens":["<s>"]}""")]
    [InlineData(Roberta, """{"tokenizer_class":"RobertaTokenizer","add_prefix_space":false,"trim_offsets":true,"errors":"replace"}""")]
    [InlineData(RobertaPrefix, """{"tokenizer_class":"RobertaTokenizer","add_prefix_space":true}""")]
    [InlineData(Qwen, """{"tokenizer_class":"Qwen2Tokenizer","add_prefix_space":false,"add_bos_token":false,"bos_token":null}""")]
    [InlineData(Uncased, "{}")]
    public void Load_SettingsThatAgree_GiveTheTokensOfTheTokenizer(string family, string config)
    {
        var plain = TokenizerLoader.Load(PathOf(family), 64).Tokenize("Straße déjà 中文 [MASK] <s>").Ids;
        Write(family, "tokenizer_config.json", config);

        Assert.Equal(plain, TokenizerLoader.Load(_folder.Path, 64).Tokenize("Straße déjà 中文 [MASK] <s>").Ids);
    }

    [Theory]
    [InlineData(
        Uncased,
        """{"do_lower_case":false}""",
        "normalizer.lowercase: it is true, and do_lower_case in tokenizer_config.json is false")]
    [InlineData(
        Cased,
        """{"do_lower_case":true}""",
        "normalizer.lowercase: it is false, and do_lower_case in tokenizer_config.json is true")]
    [InlineData(
        Cased,
        """{"tokenizer_class":"BertTokenizerFast"}""",
        "normalizer.lowercase: it is false, and the tokenizer_class in tokenizer_config.json takes a missing do_lower_case for true")]
    [InlineData(
        Uncased,
        """{"strip_accents":false}""",
        "normalizer.strip_accents: it is true, and strip_accents in tokenizer_config.json is false")]
    [InlineData(
        Uncased,
        """{"tokenize_chinese_chars":false}""",
        "normalizer.handle_chinese_chars: it is true, and tokenize_chinese_chars in tokenizer_config.json is false")]
    [InlineData(Uncased, """{"unk_token":"[PAD]"}""", "model.unk_token: it is '[UNK]', and '[PAD]' in tokenizer_config.json")]
    [InlineData(Roberta, """{"add_prefix_space":true}""", "pre_tokenizer.add_prefix_space: it is false, and add_prefix_space in")]
    [InlineData(
        RobertaPrefix,
        """{"tokenizer_class":"RobertaTokenizerFast"}""",
        "pre_tokenizer.add_prefix_space: it is true, and the tokenizer_class in tokenizer_config.json takes a missing add_prefix_space")]
    [InlineData(Unigram, """{"add_prefix_space":false}""", "pre_tokenizer.prepend_scheme: it is true, and add_prefix_space in")]
    [InlineData(
        Uncased,
        """{"added_tokens_decoder":{"7":{"content":"[MASK]","special":true}}}""",
        "added_tokens: its id is 4 for '[MASK]', and tokenizer_config.json gives it the id 7")]
    [InlineData(
        Uncased,
        """{"added_tokens_decoder":{"4":{"content":"[MASK]","lstrip":true,"special":true}}}""",
        "added_tokens: '[MASK]' has another lstrip, rstrip or normalized in tokenizer_config.json")]
    [InlineData(
        Uncased,
        """{"added_tokens_decoder":{"9000":{"content":"[NEW]","special":true}}}""",
        "added_tokens: it is missing for '[NEW]', and tokenizer_config.json gives it the id 9000")]
    [InlineData(
        Uncased,
        """{"additional_special_tokens":["[Q]"]}""",
        "added_tokens: it is missing for '[Q]', and tokenizer_config.json lists it")]
    [InlineData(
        Uncased,
        """{"extra_special_tokens":{"query":"[Q]"}}""",
        "added_tokens: it is missing for '[Q]', and tokenizer_config.json lists it")]
    [InlineData(Uncased, """{"pad_token":"<pad>"}""", "added_tokens: there is no '<pad>', which is the pad_token in tokenizer_config.json")]
    [InlineData(
        Uncased,
        """{"add_eos_token":true,"eos_token":"[MASK]"}""",
        "post_processor: it does not add the eos_token, and add_eos_token in tokenizer_config.json is true")]
    [InlineData(
        Uncased,
        """{"add_bos_token":false,"bos_token":"[CLS]"}""",
        "post_processor: it adds the bos_token, and add_bos_token in tokenizer_config.json is false")]
    public void Load_SettingsAgainstTheTokenizer_NameBoth(string family, string config, string expected)
    {
        Write(family, "tokenizer_config.json", config);

        Assert.StartsWith("tokenizer.json: " + expected, Failure(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"tokenizer_class":"BertJapaneseTokenizer"}""", "tokenizer_class: BertJapaneseTokenizer is not known")]
    [InlineData("""{"word_tokenizer_type":"mecab"}""", "word_tokenizer_type: 'mecab' is not supported")]
    [InlineData("""{"subword_tokenizer_type":"character"}""", "subword_tokenizer_type: 'character' is not supported")]
    [InlineData("""{"do_basic_tokenize":false}""", "do_basic_tokenize: false is not supported")]
    [InlineData("""{"do_subword_tokenize":false}""", "do_subword_tokenize: false is not supported")]
    [InlineData("""{"never_split":["a"]}""", "never_split: a list of words that are not split is not supported")]
    [InlineData("""{"split_special_tokens":true}""", "split_special_tokens: true is not supported")]
    [InlineData("""{"sp_model_kwargs":{"enable_sampling":true}}""", "sp_model_kwargs: anything but none is not supported")]
    [InlineData("""{"auto_map":{"AutoTokenizer":["a.B",null]}}""", "auto_map.AutoTokenizer: a tokenizer in code of the folder")]
    [InlineData("""{"truncation_side":"middle"}""", "truncation_side: 'middle' is not supported")]
    [InlineData(
        """{"added_tokens_decoder":{"4":{"content":"[MASK]","single_word":true}}}""",
        "added_tokens_decoder: single_word, which '[MASK]' has, is not supported")]
    public void Load_SettingThatNoTokenizerFollows_IsNamedForEitherFile(string config, string expected)
    {
        Write(Uncased, "tokenizer_config.json", config);
        var message = Failure();
        File.Delete(_folder.File("tokenizer.json"));
        File.WriteAllLines(_folder.File("vocab.txt"), TinyModel.Vocabulary);

        Assert.StartsWith("tokenizer_config.json: " + expected, message, StringComparison.Ordinal);
        Assert.Equal(message, Failure());
    }

    [Theory]
    [InlineData(
        "config.json",
        """{"tokenizer_class":"BertJapaneseTokenizer"}""",
        "config.json: tokenizer_class: BertJapaneseTokenizer is not")]
    [InlineData(
        "special_tokens_map.json",
        """{"cls_token":"a"}""",
        "special_tokens_map.json: cls_token is 'a', and '[CLS]' in tokenizer_config")]
    [InlineData("special_tokens_map.json", """{"pad_token":{"content":"<x>"}}""", "tokenizer.json: added_tokens: there is no '<x>'")]
    [InlineData(
        "special_tokens_map.json",
        """{"additional_special_tokens":["[Q]"]}""",
        "tokenizer.json: added_tokens: it is missing for '[Q]', and special_tokens_map.json lists it")]
    [InlineData("added_tokens.json", """{"[MASK]":9}""", "tokenizer.json: added_tokens: its id is 4 for '[MASK]', and added_tokens.json")]
    [InlineData(
        "added_tokens.json",
        """{"[NEW]":9000}""",
        "tokenizer.json: added_tokens: it is missing for '[NEW]', and added_tokens.json")]
    [InlineData("added_tokens.json", "version https://git-lfs.github.com/spec/v1\n", "added_tokens.json: it is a Git LFS pointer")]
    public void Load_OtherFileAgainstTheTokenizer_IsNamed(string file, string content, string expected)
    {
        Write(Uncased, file, content);
        File.WriteAllText(_folder.File("tokenizer_config.json"), """{"cls_token":"[CLS]"}""");

        Assert.StartsWith(expected, Failure(), StringComparison.Ordinal);
    }

    private void Write(string family, string file, string content)
    {
        _folder.WriteFamily(family);
        File.WriteAllText(_folder.File(file), content);
    }

    private string Failure() => Assert.Throws<InvalidDataException>(() => TokenizerLoader.Load(_folder.Path, 64)).Message;
}
