using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Load;

namespace Aegis.SoakRunner.Tests.Load;

/// <summary>Texts at and beyond what the model takes: 256 tokens, of which two are its own.</summary>
public sealed class CutTextTests
{
    private const int MaxTokens = 256;
    private const int FirstPoison = 100;

    private static readonly GoldenTexts Golden = GoldenTexts.Read();
    private static readonly RequestSource Facts = new(Vocabulary.Read(), Golden, null, KnowsWords: true, KnowsGolden: true);

    [Theory]
    [InlineData(253, 255, 0)]
    [InlineData(254, 256, 0)]
    [InlineData(255, 256, 1)]
    [InlineData(2_000, 256, 1)]
    public void Make_TextAboutTheLimit_IsCountedAsTheModelTakesIt(int words, int tokens, int cut)
    {
        var request = Maker(words, inputs: 3).Make(1);

        Assert.Equal(3, request.Texts.Count);
        Assert.Equal(3 * tokens, request.PromptTokens);
        Assert.Equal(3 * cut, request.Truncated);
    }

    [Fact]
    public void Make_Poison_IsCutAndAlwaysTheSame()
    {
        var (first, next) = (Maker(5, 1).Make(FirstPoison), Maker(50, 1).Make(FirstPoison + 200));

        Assert.Equal([new TextKey(TextKind.Poison, 0)], first.Texts);
        Assert.Equal((MaxTokens, 1), (first.PromptTokens, first.Truncated));
        Assert.Equal(Text(first), Text(next));
        Assert.Equal(3_000, Text(first).Split(' ').Length);
    }

    [Fact]
    public void Make_AfterPoison_IsOneGoldenText() =>
        Assert.Equal(TextKind.Golden, Assert.Single(Maker(5, 1).Make(FirstPoison + 1).Texts).Kind);

    // What is known of a golden text is its tokens after the cut: 256 are a text that was cut.
    [Fact]
    public void Make_GoldenAtTheLimit_IsCut()
    {
        var requests = Enumerable.Range(0, 200)
            .Select(number => Maker(5, 1).Make(number * 50))
            .Where(request => request.Texts is [{ Kind: TextKind.Golden }])
            .ToList();

        Assert.Contains(requests, request => request.Truncated == 1);
        Assert.All(requests, request => Assert.Equal(Golden.Items[request.Texts[0].Index].Tokens, request.PromptTokens));
        Assert.All(requests, request => Assert.Equal(Golden.Items[request.Texts[0].Index].Tokens == MaxTokens ? 1 : 0, request.Truncated));
    }

    // Who counts words, as the deterministic backend does, counts golden texts otherwise.
    [Fact]
    public void Make_OnlyWordsKnown_ClaimsNoTokensOfGoldenTexts()
    {
        var maker = new RequestMaker(Stream(5, 4), Facts with { KnowsGolden = false }, 1);

        Assert.All(
            Enumerable.Range(0, 400).Select(number => maker.Make(number)),
            request => Assert.Equal(request.Texts.Any(text => text.Kind == TextKind.Golden), request.PromptTokens is null));
    }

    [Fact]
    public void Make_ModelWithOddName_IsEscaped()
    {
        using var body = System.Text.Json.JsonDocument.Parse(
            new RequestMaker(Stream(5, 1), Facts with { ModelId = "a \"b\"\n\\" }, 1).Make(1).Body);

        Assert.Equal("a \"b\"\n\\", body.RootElement.GetProperty("model").GetString());
    }

    [Fact]
    public void Make_NoModel_NamesNone()
    {
        using var body = System.Text.Json.JsonDocument.Parse(Maker(5, 1).Make(1).Body);

        Assert.False(body.RootElement.TryGetProperty("model", out _));
    }

    private static RequestMaker Maker(int words, int inputs) => new(Stream(words, inputs), Facts, 1);

    private static StreamPlan Stream(int words, int inputs) =>
        new("s", new Amount(words, 0, words, words), new Amount(inputs, 0, inputs, inputs), 100, Connections: 1);

    private static string Text(SoakRequest request)
    {
        using var body = System.Text.Json.JsonDocument.Parse(request.Body);
        return body.RootElement.GetProperty("input")[0].GetString()!;
    }
}
