using System.Text.Json;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Load;

namespace Aegis.SoakRunner.Tests.Load;

public sealed class RequestMakerTests
{
    private const int Requests = 2_000;

    private static readonly StreamPlan Stream = new("batch", new Amount(20, 0.6, 1, 60), new Amount(4, 0.5, 1, 12), 100, Connections: 1);
    private static readonly RequestSource Facts = new(
        Vocabulary.Read(), GoldenTexts.Read(), "a model", KnowsWords: true, KnowsGolden: true);

    [Fact]
    public void Make_SameNumber_GivesTheSameBytes() =>
        Assert.All(
            Enumerable.Range(0, 300), number => Assert.Equal(Maker(1).Make(number).Body.ToArray(), Maker(1).Make(number).Body.ToArray()));

    [Fact]
    public void Make_OtherSeed_GivesOtherTexts() => Assert.NotEqual(Maker(1).Make(3).Body.ToArray(), Maker(2).Make(3).Body.ToArray());

    // A word of the vocabulary is a token, and so is a comma; the model adds two and takes 256.
    [Fact]
    public void Make_Texts_HaveTheTokensThatItSays()
    {
        foreach (var request in Made().Where(request => request.Texts.All(text => text.Kind != TextKind.Golden)))
        {
            var tokens = Inputs(request).Select(text => text.Split(' ').Length + 2).ToList();
            Assert.Equal(tokens.Sum(count => Math.Min(count, 256)), request.PromptTokens);
            Assert.Equal(tokens.Count(count => count > 256), request.Truncated);
        }
    }

    [Fact]
    public void Make_Amounts_StayInTheirBounds()
    {
        var pooled = Made()
            .Where(request => request.Texts[0].Kind != TextKind.Poison && request.Texts.Any(text => text.Kind == TextKind.Pool))
            .ToList();
        var lengths = pooled.SelectMany(request => Inputs(request).Where((_, place) => request.Texts[place].Kind == TextKind.Pool))
            .Select(text => text.Split(' ').Length)
            .ToList();

        Assert.All(pooled, request => Assert.InRange(request.Texts.Count, 1, 12));
        Assert.All(lengths, length => Assert.InRange(length, 1, 60));
        Assert.InRange(lengths.Order().ElementAt(lengths.Count / 2), 18, 22);
    }

    [Fact]
    public void Make_NowAndThen_SendsWhatIsKnown()
    {
        var made = Made();

        Assert.Contains(made, request => request.Texts is [{ Kind: TextKind.Golden }]);
        Assert.Contains(made, request => request.Texts.Count > 1 && request.Texts.Count(text => text.Kind == TextKind.Golden) == 1);
        Assert.Contains(
            made.Zip(made.Skip(1)),
            pair => pair.First.Texts is [{ Kind: TextKind.Poison }] && pair.Second.Texts is [{ Kind: TextKind.Golden }]);
        Assert.Equal(
            Facts.Golden.Items.Count,
            made.SelectMany(request => request.Texts)
                .Where(text => text.Kind == TextKind.Golden)
                .Select(text => text.Index)
                .Distinct()
                .Count());
    }

    // A stream of single texts has no neighbours: its golden texts have to come by themselves.
    [Fact]
    public void Make_SingleTexts_SendsEveryGoldenText()
    {
        var maker = new RequestMaker(Stream with { Inputs = new Amount(1, 0, 1, 1) }, Facts, 1);
        var golden = Enumerable.Range(0, 2 * Requests)
            .SelectMany(number => maker.Make(number).Texts)
            .Where(text => text.Kind == TextKind.Golden);

        Assert.Equal(Enumerable.Range(0, Facts.Golden.Items.Count), golden.Select(text => text.Index).Distinct().Order());
    }

    [Fact]
    public void Make_GoldenText_IsSentAsItIs()
    {
        foreach (var request in Made())
        {
            foreach (var (text, input) in request.Texts.Zip(Inputs(request)).Where(pair => pair.First.Kind == TextKind.Golden))
            {
                Assert.Equal(Facts.Golden.Items[text.Index].Text, input);
            }
        }
    }

    [Theory]
    [InlineData("float", (int)VectorEncoding.Float)]
    [InlineData("base64", (int)VectorEncoding.Base64)]
    public void Make_OneEncoding_AsksForIt(string format, int encoding)
    {
        var maker = new RequestMaker(Stream with { Encoding = (VectorEncoding)encoding }, Facts, 1);

        Assert.All(Enumerable.Range(0, 50), number => Assert.Equal(format, Field(maker.Make(number), "encoding_format")));
    }

    [Fact]
    public void Make_Mixed_AsksForBoth() =>
        Assert.Equal(
            ["base64", "float"], Made().Select(request => Field(request, "encoding_format")).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Make_UnknownModel_ClaimsNoTokens()
    {
        var maker = new RequestMaker(Stream, Facts with { KnowsWords = false, KnowsGolden = false }, 1);

        Assert.All(Enumerable.Range(0, 300), number => Assert.Null(maker.Make(number).PromptTokens));
    }

    private static RequestMaker Maker(ulong seed) => new(Stream, Facts, seed);

    private static List<SoakRequest> Made() => [.. Enumerable.Range(0, Requests).Select(number => Maker(1).Make(number))];

    private static string?[] Values(SoakRequest request, string field)
    {
        using var body = JsonDocument.Parse(request.Body);
        var value = body.RootElement.GetProperty(field);
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(text => text.GetString())] : [value.GetString()];
    }

    private static string[] Inputs(SoakRequest request) => Values(request, "input")!;

    private static string? Field(SoakRequest request, string field) => Values(request, field)[0];
}
