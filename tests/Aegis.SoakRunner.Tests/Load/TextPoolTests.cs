using System.Buffers;
using System.Text.Json;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Load;

namespace Aegis.SoakRunner.Tests.Load;

public sealed class TextPoolTests
{
    private static readonly Vocabulary Words = Vocabulary.Read();

    [Fact]
    public void Vocabulary_OfTheModel_IsWholeLowerCaseWords()
    {
        Assert.InRange(Words.Words.Length, 10_000, 30_522);
        Assert.All(Words.Words, word => Assert.True(word.Length > 1 && word.All(letter => letter is >= (byte)'a' and <= (byte)'z')));
        Assert.Equal(Words.Words.Length, Words.Words.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Write_EveryLength_HasAsManyWordsAsItSays()
    {
        for (var length = 1; length <= 300; length++)
        {
            var pool = new TextPool(Words, new Amount(length, 0, length, length), 3);
            var (text, tokens) = Written(pool, length);

            Assert.Equal(length, tokens);
            Assert.Equal(length, text.Split(' ').Length);
        }
    }

    [Fact]
    public void Write_Commas_StandBetweenWords()
    {
        var (text, _) = Written(new TextPool(Words, new Amount(2_000, 0, 1, 2_000), 3), 0);
        var words = text.Split(' ');

        Assert.All(words, word => Assert.True(word == "," || word.All(char.IsAsciiLetterLower), word));
        Assert.InRange(words.Count(word => word == ","), 2_000 / 15 / 2, 2_000 / 15 * 2);
        Assert.NotEqual(",", words[0]);
        Assert.NotEqual(",", words[^1]);
        Assert.DoesNotContain(words.Zip(words.Skip(1)), pair => pair is (",", ","));
    }

    [Fact]
    public void Write_SamePlaceAndSeed_IsTheSameText()
    {
        var amount = new Amount(12, 0.5, 3, 60);

        Assert.Equal(Written(new TextPool(Words, amount, 5), 77), Written(new TextPool(Words, amount, 5), 77));
        Assert.NotEqual(Written(new TextPool(Words, amount, 5), 77), Written(new TextPool(Words, amount, 6), 77));
        Assert.Equal(500, Enumerable.Range(0, 500).Select(place => Written(new TextPool(Words, amount, 5), place).Text).Distinct().Count());
    }

    private static (string Text, int Tokens) Written(TextPool pool, int index)
    {
        var output = new ArrayBufferWriter<byte>();
        var tokens = pool.Write(index, output);
        return (JsonSerializer.Deserialize<string>(output.WrittenSpan)!, tokens);
    }
}
