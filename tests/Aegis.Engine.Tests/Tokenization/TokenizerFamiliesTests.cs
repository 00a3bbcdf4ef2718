using System.Text.Json;

namespace Aegis.Engine.Tests.Tokenization;

/// <summary>The ids of Hugging Face <c>tokenizers</c> 0.23.2 for 312 texts and small tokenizers of each family.</summary>
public sealed class TokenizerFamiliesTests
{
    private const int NoLimit = 1_000_000;

    private static readonly string[] Texts = Read<string[]>("texts.json");

    public static TheoryData<string, string> Families => new()
    {
        { "wordpiece-uncased", "WordPiece, uncased, 1286 entries" },
        { "wordpiece-cased", "WordPiece, cased, 1289 entries" },
        { "wordpiece-lower-accents", "WordPiece, uncased with accents, 1286 entries" },
        { "wordpiece-raw", "WordPiece, cased, 1286 entries" },
        { "wordpiece-uncased-raw", "WordPiece, uncased, 1286 entries" },
        { "unigram-e5", "SentencePiece Unigram, 1080 entries" },
        { "unigram-bge-m3", "SentencePiece Unigram, 1082 entries" },
        { "unigram-deberta", "SentencePiece Unigram, 1080 entries" },
        { "unigram-first", "SentencePiece Unigram, 1080 entries" },
        { "unigram-whole", "SentencePiece Unigram, 1080 entries" },
        { "roberta", "byte-level BPE, 711 entries" },
        { "roberta-prefix", "byte-level BPE, 711 entries" },
        { "modernbert", "byte-level BPE, 723 entries" },
        { "qwen3", "byte-level BPE, 710 entries" },
        { "llama3", "byte-level BPE, 708 entries" },
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void Tokenize_EveryReferenceText_GivesReferenceIds(string family, string description)
    {
        var tokenizer = Load(family, NoLimit);
        var mismatches = Cases(family, tokenizer).Where(reference => !tokenizer.Tokenize(reference.Text).Ids.SequenceEqual(reference.Ids));

        Assert.Equal(312, Texts.Length);
        Assert.Empty(mismatches.Select(reference => reference.Text));
        Assert.Equal(description, tokenizer.Description);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Tokenize_AtEveryLimit_KeepsTheFrontOrTheEndOfTheFullIds(string family, string description)
    {
        Assert.NotEmpty(description);
        foreach (var limit in new[] { 3, 4, 7, 16, 64 })
        {
            var tokenizer = Load(family, limit);
            foreach (var (text, ids) in Cases(family, tokenizer))
            {
                foreach (var truncation in new[] { Truncation.End, Truncation.Start })
                {
                    var actual = tokenizer.Tokenize(text, truncation);

                    Assert.Equal(Cut(ids, tokenizer, truncation), actual.Ids);
                    Assert.Equal(ids.Length > limit, actual.Truncated);
                }
            }
        }
    }

    // Cut from the full ids of the reference, whatever is in front of them and behind them.
    private static int[] Cut(int[] ids, ITextTokenizer tokenizer, Truncation truncation)
    {
        var (before, after) = Frame(tokenizer);
        var inner = ids[before..^after];
        var room = tokenizer.MaxTokens - before - after;
        var kept = Math.Min(inner.Length, room);
        return [.. ids[..before], .. truncation == Truncation.Start ? inner[^kept..] : inner[..kept], .. ids[^after..]];
    }

    // A Qwen has a token behind the text, a Llama none, the others one on each side.
    private static (int Before, int After) Frame(ITextTokenizer tokenizer) => tokenizer.Tokenize(string.Empty).Ids switch
    {
        [708] => (0, 0),
        [0] when tokenizer.VocabularySize == 708 => (0, 0),
        [_] => (0, 1),
        _ => (1, 1),
    };

    [Theory]
    [InlineData("wordpiece-cased", 0)]
    [InlineData("roberta", 1)]
    [InlineData("modernbert", 711)]
    public void PadId_OfAFamily_IsThatOfItsPadToken(string family, int padId) => Assert.Equal(padId, Load(family, NoLimit).PadId);

    [Theory]
    [InlineData("wordpiece-cased", "word ")]
    [InlineData("unigram-e5", "word ")]
    [InlineData("unigram-bge-m3", "word ")]
    [InlineData("roberta", "word ")]
    [InlineData("modernbert", "word ")]
    [InlineData("qwen3", "word ")]
    [InlineData("qwen3", "[<| ")]
    [InlineData("roberta", "wordwithoutanyspace")]
    [InlineData("modernbert", "\u4e2d\u0301")]
    [InlineData("roberta", "<mask>")]
    [InlineData("roberta", "\ud800")]
    [InlineData("unigram-e5", "\ud800")]
    public void Tokenize_AMillionCharacters_StaysWithinTheLimit(string family, string part)
    {
        var tokenizer = Load(family, 128);
        var text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));

        Assert.Equal(128, tokenizer.Tokenize(text).Length);
        Assert.Equal(128, tokenizer.Tokenize(text, Truncation.Start).Length);
    }

    private static IEnumerable<(string Text, int[] Ids)> Cases(string family, ITextTokenizer tokenizer) =>
        Texts.Zip(Read<int[][]>(Path.Combine(family, "ids.json")), (text, ids) => (text, ids is [] ? [tokenizer.PadId] : ids));

    private static ITextTokenizer Load(string family, int limit) => TokenizerLoader.Load(FamilyFolder.PathOf(family), limit);

    private static T Read<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllText(FamilyFolder.PathOf(file)))!;
}
