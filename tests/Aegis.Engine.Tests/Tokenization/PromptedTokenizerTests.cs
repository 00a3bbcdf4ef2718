namespace Aegis.Engine.Tests.Tokenization;

public sealed class PromptedTokenizerTests
{
    private const string Prompt = "query: ";

    private static readonly string Long = string.Join(' ', Enumerable.Range(1000, 400));

    private static readonly ITextTokenizer Prompted = PromptedTokenizer.Around(Bundled.Tokenizer, Prompt);

    [Theory]
    [InlineData(Truncation.End)]
    [InlineData(Truncation.Start)]
    [InlineData(Truncation.None)]
    public void Tokenize_TextThatFits_IsThePromptWithTheText(object truncation) =>
        Assert.Equal(Bundled.Tokenizer.Tokenize(Prompt + "hello").Ids, Prompted.Tokenize("hello", (Truncation)truncation).Ids);

    [Fact]
    public void Tokenize_EndCut_IsThePromptWithTheStartOfTheText()
    {
        var sequence = Prompted.Tokenize(Long, Truncation.End);

        Assert.Equal(Bundled.Tokenizer.Tokenize(Prompt + Long, Truncation.End).Ids, sequence.Ids);
        Assert.True(sequence.Truncated);
    }

    // Without the prompt it would be another vector: the text is cut, never the prompt.
    [Fact]
    public void Tokenize_StartCut_KeepsThePromptAndTheEndOfTheText()
    {
        var sequence = Prompted.Tokenize(Long, Truncation.Start);
        var prompt = Bundled.Tokenizer.Tokenize(Prompt).Ids[..^1];
        var end = Bundled.Tokenizer.Tokenize(Long, Truncation.Start).Ids;

        Assert.True(sequence.Truncated);
        Assert.Equal(Bundled.Tokenizer.MaxTokens, sequence.Length);
        Assert.Equal(prompt, sequence.Ids[..prompt.Length]);
        Assert.Equal(end[^(sequence.Length - prompt.Length)..], sequence.Ids[prompt.Length..]);
    }

    [Fact]
    public void Tokenize_PromptLongerThanTheLimit_IsCutItself()
    {
        var sequence = PromptedTokenizer.Around(Bundled.Tokenizer, Long).Tokenize("hello", Truncation.Start);

        Assert.Equal(Bundled.Tokenizer.Tokenize(Long).Ids, sequence.Ids);
        Assert.True(sequence.Truncated);
    }

    [Fact]
    public void Around_EmptyPrompt_IsTheTokenizerItself() =>
        Assert.Same(Bundled.Tokenizer, PromptedTokenizer.Around(Bundled.Tokenizer, string.Empty));
}
