using Microsoft.ML.Tokenizers;

namespace Aegis.Engine.Tests.Tokenization;

public sealed class Cl100kTextTests
{
    private static readonly Cl100kText Cl100k = new();

    private static readonly TiktokenTokenizer Reference = TiktokenTokenizer.CreateForEncoding("cl100k_base");

    [Theory]
    [InlineData("")]
    [InlineData("The quick brown fox jumps over the lazy dog.")]
    [InlineData("héllo wörld 👩‍👩‍👧 中文 \r\n\t  end  ")]
    [InlineData("<|endoftext|> and <|fim_prefix|>")]
    public void Decode_IdsOfAText_GivesTheText(string text) =>
        Assert.Equal(text, Cl100k.Decode([.. Reference.EncodeToIds(text)], 1000));

    // "hello world" as tiktoken encodes it: the ids that OpenAI publishes.
    [Fact]
    public void Decode_PublishedIds_GivesTheText() => Assert.Equal("hello world", Cl100k.Decode([15339, 1917], 100));

    [Fact]
    public void Decode_ACharacterCutInTwo_GivesTheReplacementCharacter()
    {
        int[] ids = [.. Reference.EncodeToIds("a👧")];

        Assert.Equal("a\uFFFD", Cl100k.Decode(ids[..^1], 100));
    }

    [Theory]
    [InlineData("abc def ghi", 11, true)]
    [InlineData("abc def ghi", 10, false)]
    [InlineData("中文中文", 4, true)]
    [InlineData("中文中文", 3, false)]
    [InlineData("👧👧👧", 6, true)]
    [InlineData("👧👧👧", 5, false)]
    public void Decode_TextAtTheLimit_IsTakenAndALongerOneIsNot(string text, int limit, bool taken) =>
        Assert.Equal(taken ? text : null, Cl100k.Decode([.. Reference.EncodeToIds(text)], limit));

    // 58040 is 128 spaces: a million of them would be 256 MB of text.
    [Fact]
    public void Decode_ManyLongTokens_IsRefusedBeforeItIsDecoded() =>
        Assert.Null(Cl100k.Decode([.. Enumerable.Repeat(58040, 1_000_000)], 1_000_000));

    [Theory]
    [InlineData(0, true)]
    [InlineData(100_255, true)]
    [InlineData(100_257, true)]
    [InlineData(100_276, true)]
    [InlineData(100_256, false)]
    [InlineData(100_261, false)]
    [InlineData(100_277, false)]
    [InlineData(-1, false)]
    [InlineData(int.MinValue, false)]
    [InlineData(int.MaxValue, false)]
    public void IndexOfUnknown_EveryKindOfId_FindsThoseThatAreNotThere(int id, bool known) =>
        Assert.Equal(known ? -1 : 1, Cl100k.IndexOfUnknown([15339, id]));
}
