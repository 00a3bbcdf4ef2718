using static Aegis.Engine.Tests.Tokenization.FamilyFolder;

namespace Aegis.Engine.Tests.Tokenization;

/// <summary>What a <c>tokenizer.json</c> may not say: one setting of a tokenizer that loads is changed, and the message names it.</summary>
public sealed class RefusedTokenizerTests
{
    [Theory]
    [InlineData(
        Cased,
        "model.type",
        "\"WordLevel\"",
        "model: the tokenizer model 'WordLevel' is not supported; WordPiece, Unigram and byte-level BPE are")]
    [InlineData(Cased, "model", "null", "model: it has no type, and its members are not those of WordPiece, Unigram or BPE")]
    [InlineData(Cased, "version", "\"2.0\"", "version: '2.0' is not supported")]
    [InlineData(Cased, "surprise", "1", "surprise: this setting is not supported")]
    [InlineData(Cased, "model.surprise", "1", "model.surprise: this setting is not supported")]
    public void Load_ModelThatNobodyKnows_NamesIt(string family, string setting, string value, string expected) =>
        Refuses(family, setting, value, expected);

    [Theory]
    [InlineData("""{"type":"NFKC"}""", "normalizer: for WordPiece, anything but a BertNormalizer (NFKC) is not supported")]
    [InlineData("""{"type":"Lowercase"}""", "normalizer: for WordPiece, anything but a BertNormalizer (Lowercase) is not supported")]
    [InlineData(
        """{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"Lowercase"},{"type":"StripAccents"}]}""",
        "normalizer: a sequence of NFD, Lowercase, StripAccents is not supported")]
    [InlineData("null", "normalizer: for WordPiece, anything but a BertNormalizer (none) is not supported")]
    [InlineData(
        """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":true,"lowercase":false}""",
        "normalizer.strip_accents: stripping accents without lower case is not supported")]
    [InlineData(
        """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"lowercase":"yes"}""",
        "normalizer.lowercase: it should be true or false")]
    public void Load_NormalizerOfAWordPiece_IsABertNormalizer(string normalizer, string expected) =>
        Refuses(Cased, "normalizer", normalizer, expected);

    [Theory]
    [InlineData(
        "pre_tokenizer",
        """{"type":"Whitespace"}""",
        "pre_tokenizer: for WordPiece, anything but a BertPreTokenizer (Whitespace) is not supported")]
    [InlineData("pre_tokenizer", "null", "pre_tokenizer: for WordPiece, anything but a BertPreTokenizer (none) is not supported")]
    [InlineData("model.unk_token", "\"<none>\"", "the vocabulary has no <none>")]
    [InlineData(
        "model.max_input_chars_per_word",
        "5000",
        "model.max_input_chars_per_word: 5000, where 1 to 1000 is possible, is not supported")]
    [InlineData("model.vocab", "{}", "model.vocab: it is empty")]
    [InlineData("model.vocab", """{"[UNK]":0,"a":2}""", "model.vocab: no entry has the id 1")]
    [InlineData("model.vocab", """{"[UNK]":0,"a":0}""", "model.vocab: '[UNK]' and 'a' have the same id, 0")]
    [InlineData(
        "model.vocab",
        """{"[UNK]":0,"a":2000000000}""",
        "model.vocab: 'a' has the id 2000000000, where 10000000 ids are possible at most")]
    [InlineData(
        "added_tokens.0.normalized",
        "true",
        "added_tokens: for WordPiece, a token that is matched in normalised text, as '[PAD]' is, is not supported")]
    public void Load_SettingOfAWordPiece_NamesIt(string setting, string value, string expected) =>
        Refuses(Cased, setting, value, expected);

    [Theory]
    [InlineData("added_tokens.5.single_word", "true", "added_tokens: single_word, which 'NEW' has, is not supported")]
    [InlineData("added_tokens.5.content", "\"\"", "added_tokens: the token with the id 1286 is empty")]
    [InlineData("added_tokens.5.content", "\"foo bar\"", "added_tokens: 'foo bar' is there twice")]
    [InlineData("added_tokens.5.id", "7", "added_tokens: 'NEW' has the id 7, but 1286 from the vocabulary, which has 1286 entries")]
    [InlineData("added_tokens.5.id", "-1", "added_tokens.id: it should be a whole number, 0 or more")]
    public void Load_AddedToken_IsOneThatTheReferenceWouldMatchAlike(string setting, string value, string expected) =>
        Refuses(Cased, setting, value, expected);

    [Theory]
    [InlineData("post_processor.type", "\"Other\"", "post_processor: 'Other' is not supported")]
    [InlineData("post_processor.single", "[]", "post_processor.single: a template with the text 0 times is not supported")]
    [InlineData(
        "post_processor.single.0.SpecialToken.type_id",
        "1",
        "post_processor.single.SpecialToken.type_id: a token type other than 0 is not supported")]
    [InlineData(
        "post_processor.special_tokens.[CLS].ids",
        "[9999]",
        "post_processor: it adds an id that the vocabulary, 1289 entries, does not have")]
    [InlineData("padding", """{"pad_id":9999}""", "padding: it pads with an id that the vocabulary, 1289 entries, does not have")]
    public void Load_FrameThatIsNotOfThisVocabulary_NamesIt(string setting, string value, string expected) =>
        Refuses(Cased, setting, value, expected);

    [Theory]
    [InlineData(
        "normalizer",
        """{"type":"NFKD"}""",
        "normalizer: for Unigram, the normalizer 'NFKD' is not supported; Precompiled, Strip, Replace and NFC are")]
    [InlineData(
        "normalizer",
        """{"type":"Replace","pattern":{"Regex":"\\d"},"content":"0"}""",
        "normalizer.pattern.Regex: the pattern '\\d' is not supported; ' {2,}' is")]
    [InlineData("normalizer", """{"type":"Replace","pattern":{"String":""},"content":"0"}""", "normalizer.pattern: it is empty")]
    [InlineData("normalizer", """{"type":"Precompiled","precompiled_charsmap":"?"}""", "normalizer.precompiled_charsmap: it is not base64")]
    [InlineData(
        "pre_tokenizer",
        """{"type":"Whitespace"}""",
        "pre_tokenizer: for Unigram, anything but Metaspace or WhitespaceSplit and Metaspace (Whitespace) is not supported")]
    [InlineData(
        "pre_tokenizer",
        """{"type":"Metaspace","replacement":"__"}""",
        "pre_tokenizer.replacement: anything but one character is not supported")]
    [InlineData(
        "pre_tokenizer",
        """{"type":"Metaspace","replacement":"_","prepend_scheme":"sometimes"}""",
        "pre_tokenizer.prepend_scheme: 'sometimes' is not supported")]
    [InlineData(
        "pre_tokenizer",
        """{"type":"Metaspace","replacement":"_","prepend_scheme":"first","add_prefix_space":false}""",
        "pre_tokenizer.prepend_scheme: 'first' goes against add_prefix_space")]
    [InlineData("model.byte_fallback", "true", "model.byte_fallback: byte fallback is not supported")]
    [InlineData("model.unk_id", "5000", "model.unk_id: the vocabulary, 1080 entries, has no entry 5000")]
    [InlineData("model.unk_id", "null", "model.unk_id: a whole number, 0 or more is missing")]
    [InlineData("model.vocab", "[]", "model.vocab: it is empty")]
    [InlineData("model.vocab", """["a"]""", "model.vocab: it should be a list")]
    [InlineData("model.vocab", """[["a"]]""", "model.vocab: an entry should be a text and its score")]
    public void Load_SettingOfAUnigram_NamesIt(string setting, string value, string expected) => Refuses(Unigram, setting, value, expected);

    [Theory]
    [InlineData(
        Roberta,
        "normalizer",
        """{"type":"NFKC"}""",
        "normalizer: for BPE, the normalizer 'NFKC' is not supported; none and NFC are")]
    [InlineData(Roberta, "model.dropout", "0.1", "model.dropout: dropout is not supported")]
    [InlineData(Roberta, "model.end_of_word_suffix", "\"</w>\"", "model.end_of_word_suffix: anything but none is not supported")]
    [InlineData(
        Roberta,
        "model.continuing_subword_prefix",
        "\"##\"",
        "model.continuing_subword_prefix: anything but none is not supported")]
    [InlineData(
        Roberta,
        "model.vocab",
        """{"a":0}""",
        "model.vocab: it has no entry for the byte 0x00, so this is not a byte-level vocabulary; other BPE is not supported")]
    [InlineData(Roberta, "model.merges", """["a"]""", "model.merges: a merge should be two entries, 'a' is not")]
    [InlineData(Roberta, "model.merges", """[["a","b","c"]]""", "model.merges: a merge should be two entries")]
    [InlineData(Roberta, "model.merges", """["a nowhere"]""", "model.merges: 'nowhere' is not in the vocabulary")]
    [InlineData(
        Roberta,
        "pre_tokenizer",
        "null",
        "pre_tokenizer: for BPE, anything but ByteLevel or Split and ByteLevel (none) is not supported")]
    [InlineData(Roberta, "pre_tokenizer.use_regex", "false", "pre_tokenizer: ByteLevel without words (use_regex false) is not supported")]
    [InlineData(
        Qwen,
        "pre_tokenizer.pretokenizers.0.pattern.Regex",
        "\"\\\\w+\"",
        "pre_tokenizer.pretokenizers.pattern.Regex: the pattern '\\w+' is not supported; those of GPT-2, Llama 3 and Qwen are")]
    [InlineData(
        Qwen,
        "pre_tokenizer.pretokenizers.0.pattern",
        """{"String":" "}""",
        "pre_tokenizer.pretokenizers.pattern.String: this setting is not supported")]
    [InlineData(
        Qwen,
        "pre_tokenizer.pretokenizers.0.behavior",
        "\"MergedWithNext\"",
        "pre_tokenizer.pretokenizers: the behavior MergedWithNext with invert False is not supported")]
    [InlineData(
        Qwen,
        "pre_tokenizer.pretokenizers.1.use_regex",
        "true",
        "pre_tokenizer.pretokenizers: after a Split, a ByteLevel with add_prefix_space or use_regex is not supported")]
    public void Load_SettingOfABpe_NamesIt(string family, string setting, string value, string expected) =>
        Refuses(family, setting, value, expected);

    // With an entry for every byte no text is unknown, so it never falls back.
    [Fact]
    public void Load_ByteFallbackOfAByteLevelBpe_ChangesNothing()
    {
        using var folder = new TempFolder();
        folder.WriteFamily(Roberta, ("model.byte_fallback", "true"));

        Assert.Equal(
            TokenizerLoader.Load(PathOf(Roberta), 64).Tokenize("na\u00efve \u4e2d\u6587 \U0001F600").Ids,
            TokenizerLoader.Load(folder.Path, 64).Tokenize("na\u00efve \u4e2d\u6587 \U0001F600").Ids);
    }

    private static void Refuses(string family, string setting, string value, string expected)
    {
        using var folder = new TempFolder();
        folder.WriteFamily(family, (setting, value));

        Assert.Equal(
            $"tokenizer.json: {expected}",
            Assert.Throws<InvalidDataException>(() => TokenizerLoader.Load(folder.Path, 64)).Message);
    }
}
