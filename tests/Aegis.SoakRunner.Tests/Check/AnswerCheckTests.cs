using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Load;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Check;

/// <summary>Each flaw by the smallest wrong answer.</summary>
public sealed class AnswerCheckTests
{
    private const int Dimensions = 4;
    private const int Tokens = 9;

    private static readonly float[] A = [1, 0, 0, 0];
    private static readonly float[] B = [0, 0.6f, 0.8f, 0];

    private readonly AnswerCheck _check = new(new KnownVectors(GoldenTexts.Read(), Dimensions, null), new VectorMemory(8, Dimensions));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FlawOf_RightAnswer_HasNone(bool base64)
    {
        Assert.Null(_check.FlawOf(Request(0, 1), Answers.Read(Answers.Of(Tokens, base64, A, B)), 0));
        Assert.Null(_check.FlawOf(Request(0, 1), Answers.Read(Answers.Of(Tokens, !base64, A, B)), 0));
    }

    public static TheoryData<int, string, string> Wrongs => new()
    {
        { (int)FlawKind.Count, Answers.Of(Tokens, false, A), "1 vectors for 2 texts" },
        { (int)FlawKind.Count, Answers.Of(Tokens, false, A, B, B), "3 vectors for 2 texts" },
        { (int)FlawKind.Count, Answers.Of(Tokens, false), "0 vectors for 2 texts" },
        {
            (int)FlawKind.Order, Answers.Of(Tokens, false, A, B).Replace("\"index\":0", "\"index\":1", StringComparison.Ordinal),
            "index 1 stands at place 0"
        },
        {
            (int)FlawKind.Order, Answers.Of(Tokens, false, A, B).Replace("\"index\":1,", string.Empty, StringComparison.Ordinal),
            "index -1 stands at place 1"
        },
        { (int)FlawKind.Dimension, Answers.Of(Tokens, false, A, [1, 0, 0]), "place 1 has another width than the 4" },
        { (int)FlawKind.Dimension, Answers.Of(Tokens, false, [1, 0, 0], [1, 0, 0]), "vectors of 3 components, 4 at the start" },
        { (int)FlawKind.Dimension, Answers.Of(Tokens, true, [], []), "vectors of 0 components" },
        { (int)FlawKind.NotFinite, Answers.Of(Tokens, true, A, [float.NaN, 0, 0, 0]), "place 1" },
        { (int)FlawKind.NotFinite, Answers.Of(Tokens, true, [0, 0, 0, float.NegativeInfinity], B), "place 0" },
        { (int)FlawKind.NotFinite, Answers.Of(Tokens, false, A, B).Replace("[1,", "[1e99,", StringComparison.Ordinal), "place 0" },
        { (int)FlawKind.Norm, Answers.Of(Tokens, false, A, [0, 0, 0, 0]), "place 1 has norm 0" },
        { (int)FlawKind.Norm, Answers.Of(Tokens, false, [1.002f, 0, 0, 0], B), "norm 1.002" },
        { (int)FlawKind.Norm, Answers.Of(Tokens, false, [0.998f, 0, 0, 0], B), "norm 0.998" },
        { (int)FlawKind.Usage, Answers.Of(Tokens + 1, false, A, B), "usage of 10 tokens, 9 were sent" },
        { (int)FlawKind.Usage, Answers.Of(Tokens - 1, false, A, B), "usage of 8 tokens, 9 were sent" },
        { (int)FlawKind.Usage, Answers.Of(Tokens, false, A, B).Replace("usage", "used", StringComparison.Ordinal), "no usage" },
        {
            (int)FlawKind.Usage,
            Answers.Of(Tokens, false, A, B).Replace("\"total_tokens\":9", "\"total_tokens\":10", StringComparison.Ordinal),
            "prompt_tokens 9, total_tokens 10"
        },
        {
            (int)FlawKind.Usage, Answers.Of(Tokens, false, A, B).Replace(",\"total_tokens\":9", string.Empty, StringComparison.Ordinal),
            "prompt_tokens 9, total_tokens -1"
        },
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void FlawOf_WrongAnswer_IsTheRightFlaw(int kind, string answer, string detail)
    {
        var flaw = _check.FlawOf(Request(0, 1), Answers.Read(answer), 0);

        Assert.Equal((FlawKind)kind, flaw?.Kind);
        Assert.Contains(detail, flaw!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(2, 2, true)]
    [InlineData(1, 0, false)]
    [InlineData(0, 1, false)]
    [InlineData(2, 1, false)]
    public void FlawOf_CutTexts_HaveToBeTold(int cut, int told, bool isRight) =>
        Assert.Equal(
            isRight ? null : FlawKind.Truncation,
            _check.FlawOf(Request(0, 1) with { Truncated = cut }, Answers.Read(Answers.Of(Tokens, false, A, B)), told)?.Kind);

    // Of an unknown model only what no model can break: a text has at least one token.
    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    [InlineData(0, false)]
    public void FlawOf_UnknownTokens_HaveToBePlausible(int tokens, bool isRight) =>
        Assert.Equal(
            isRight ? null : FlawKind.Usage,
            _check.FlawOf(Request(0, 1) with { PromptTokens = null }, Answers.Read(Answers.Of(tokens, false, A, B)), 5)?.Kind);

    [Fact]
    public void FlawOf_NormWithinRounding_IsRight() =>
        Assert.Null(_check.FlawOf(Request(0, 1), Answers.Read(Answers.Of(Tokens, false, [1.0009f, 0, 0, 0], B)), 0));

    [Fact]
    public void FlawOf_OtherVectorThanBefore_IsChanged()
    {
        Assert.Null(_check.FlawOf(Request(0, 1), Answers.Read(Answers.Of(Tokens, false, A, B)), 0));

        var flaw = _check.FlawOf(Request(2, 1), Answers.Read(Answers.Of(Tokens, true, A, [0, 0.8f, 0.6f, 0])), 0);

        Assert.Equal(FlawKind.Changed, flaw?.Kind);
        Assert.Contains("the text at place 1", flaw!.Detail, StringComparison.Ordinal);
    }

    // The indices are right; only who knows the texts' vectors sees it.
    [Fact]
    public void FlawOf_SwappedVectors_AreChanged()
    {
        Assert.Null(_check.FlawOf(Request(0, 1), Answers.Read(Answers.Of(Tokens, false, A, B)), 0));

        Assert.Equal(FlawKind.Changed, _check.FlawOf(Request(0, 1), Answers.Read(Answers.Of(Tokens, false, B, A)), 0)?.Kind);
        Assert.Null(_check.FlawOf(Request(1, 0), Answers.Read(Answers.Of(Tokens, false, B, A)), 0));
    }

    [Fact]
    public void FlawOf_SameTextTwiceInOneAnswer_HasOneVector() =>
        Assert.Equal(FlawKind.Changed, _check.FlawOf(Request(3, 3), Answers.Read(Answers.Of(Tokens, false, A, B)), 0)?.Kind);

    [Fact]
    public void FlawOf_GoldenTextAmongOthers_HasToStay()
    {
        var golden = new SoakRequest(default, [new TextKey(TextKind.Pool, 5), new TextKey(TextKind.Golden, 2)], null, 0);
        var alone = new SoakRequest(default, [new TextKey(TextKind.Golden, 2)], null, 0);

        Assert.Null(_check.FlawOf(alone, Answers.Read(Answers.Of(1, true, B)), 0));
        Assert.Null(_check.FlawOf(golden, Answers.Read(Answers.Of(2, false, A, B)), 0));
        Assert.Equal(FlawKind.Changed, _check.FlawOf(golden, Answers.Read(Answers.Of(2, false, A, [0, 0.8f, 0.6f, 0])), 0)?.Kind);
    }

    [Fact]
    public void FlawOf_Poison_HasToStay()
    {
        var poison = new SoakRequest(default, [new TextKey(TextKind.Poison, 0)], 256, 1);

        Assert.Null(_check.FlawOf(poison, Answers.Read(Answers.Of(256, true, B)), 1));
        Assert.Equal(FlawKind.Changed, _check.FlawOf(poison, Answers.Read(Answers.Of(256, true, A)), 1)?.Kind);
    }

    private static SoakRequest Request(params int[] texts) =>
        new(default, [.. texts.Select(text => new TextKey(TextKind.Pool, text))], Tokens, 0);
}
