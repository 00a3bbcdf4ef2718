using System.Text.Json;

namespace Aegis.Engine.Tests.Tokenization;

/// <summary>The ids of Hugging Face <c>tokenizers</c> 0.23.3 for 671 strings, and cuts of them.</summary>
public sealed class ReferenceIdsTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    [Fact]
    public void Tokenize_EveryReferenceString_GivesReferenceIds()
    {
        var cases = ReadCases();
        var mismatches = cases.Where(reference => !Bundled.Tokenizer.Tokenize(reference.Text).Ids.SequenceEqual(reference.Ids256));

        Assert.Equal(671, cases.Length);
        Assert.Empty(mismatches.Select(reference => reference.Text));
    }

    [Fact]
    public void Tokenize_EveryReferenceString_SaysWhetherItWasCut()
    {
        var mismatches = ReadCases().Where(reference => Bundled.Tokenizer.Tokenize(reference.Text).Truncated != reference.Count > 256);

        Assert.Empty(mismatches.Select(reference => reference.Text));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(255)]
    [InlineData(512)]
    public void Tokenize_AtEveryLimit_KeepsTheFrontOfTheFullIds(int limit)
    {
        var tokenizer = UncasedVocabulary.Load(Bundled.VocabularyFile, limit);
        foreach (var reference in ReadCases().Where(reference => reference.Ids is not null))
        {
            int[] expected = reference.Ids!.Length <= limit ? reference.Ids : [.. reference.Ids[..(limit - 1)], reference.Ids[^1]];
            var actual = tokenizer.Tokenize(reference.Text);

            Assert.True(expected.SequenceEqual(actual.Ids), reference.Text);
            Assert.Equal(reference.Ids.Length > limit, actual.Truncated);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(255)]
    [InlineData(512)]
    public void Tokenize_CutAtTheStart_KeepsTheBackOfTheFullIds(int limit)
    {
        var tokenizer = UncasedVocabulary.Load(Bundled.VocabularyFile, limit);
        foreach (var reference in ReadCases().Where(reference => reference.Ids is not null))
        {
            int[] expected = reference.Ids!.Length <= limit ? reference.Ids : [reference.Ids[0], .. reference.Ids[^(limit - 1)..]];
            var actual = tokenizer.Tokenize(reference.Text, Truncation.Start);

            Assert.True(expected.SequenceEqual(actual.Ids), reference.Text);
            Assert.Equal(reference.Ids.Length > limit, actual.Truncated);
        }
    }

    [Fact]
    public void FromIds_EveryReferenceStringWithAndWithoutSpecialTokens_GivesReferenceIds()
    {
        foreach (var reference in ReadCases().Where(reference => reference.Ids is not null))
        {
            Assert.Equal(reference.Ids256, Bundled.Tokenizer.FromIds(reference.Ids, Truncation.End).Ids);
            // A text of special tokens alone looks as if it stood between them.
            if (reference.Ids![1] != 101 || reference.Ids[^2] != 102)
            {
                Assert.Equal(reference.Ids256, Bundled.Tokenizer.FromIds(reference.Ids.AsSpan()[1..^1], Truncation.End).Ids);
            }

            Assert.Equal(
                Bundled.Tokenizer.Tokenize(reference.Text, Truncation.Start),
                Bundled.Tokenizer.FromIds(reference.Ids, Truncation.Start),
                SameSequence);
        }
    }

    private static bool SameSequence(TokenSequence one, TokenSequence other) =>
        one.Truncated == other.Truncated && one.Ids.SequenceEqual(other.Ids);

    private static ReferenceCase[] ReadCases() =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "minilm-token-ids.jsonl"))
            .Select(line => JsonSerializer.Deserialize<ReferenceCase>(line, Json)!)];

    private sealed record ReferenceCase(string Text, int[]? Ids, int Count, int[] Ids256);
}
