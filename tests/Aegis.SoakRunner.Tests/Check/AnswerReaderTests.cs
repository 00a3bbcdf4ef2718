using System.Globalization;
using System.Text;
using System.Text.Json;
using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Check;

public sealed class AnswerReaderTests
{
    private const int Most = 100_000;

    private static readonly float[][] Three = [Vectors.Of("a", 384), Vectors.Of("b", 384), Vectors.Of("c", 384)];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_Answer_GivesVectorsAndUsage(bool base64)
    {
        var answer = Answers.Read(Answers.Of(17, base64, Three));

        Assert.Equal((3, 384, 17, 17), (answer.Count, answer.Dimensions, answer.PromptTokens, answer.TotalTokens));
        Assert.Equal((-1, -1), (answer.Misplaced, answer.OddWidth));
        Assert.All(Three.Index(), vector => Assert.Equal(vector.Item, answer.Vector(vector.Index).ToArray()));
    }

    [Fact]
    public void Read_FieldsInAnotherOrderAndUnknownOnes_AreTakenAndSkipped()
    {
        var answer = Answers.Read("""
            { "usage": { "details": { "a": [1, { "b": null }] }, "total_tokens": 4, "prompt_tokens": 4, "cost": 0.1 },
              "x": [[[]]], "y": { "data": [1] },
              "data": [ { "embedding": [ 1, -2.5e-1 ], "extra": { "embedding": [9] }, "index": 0, "object": "embedding" } ],
              "id": null, "n": 1.5, "ok": true }
            """);

        Assert.Equal((1, 2, 4, 4), (answer.Count, answer.Dimensions, answer.PromptTokens, answer.TotalTokens));
        Assert.Equal([1, -0.25f], answer.Vector(0).ToArray());
    }

    [Fact]
    public void Read_EscapedNamesAndBase64_AreTheSame() =>
        Assert.Equal([1f], Answers.Read("""{"d\u0061ta":[{"index":0,"embeddin\u0067":"AACAPw\u003d="}]}""").Vector(0).ToArray());

    [Fact]
    public void Read_NoData_IsNoVector() =>
        Assert.Equal(
            (0, -1, -1), (Answers.Read("{}").Count, Answers.Read("{}").PromptTokens, Answers.Read("""{"usage":{}}""").TotalTokens));

    [Fact]
    public void Read_NumbersOutOfRange_AreInfinite() =>
        Assert.Equal(
            [float.PositiveInfinity, float.NegativeInfinity],
            Answers.Read("""{"data":[{"index":0,"embedding":[1e99,-1e99]}]}""").Vector(0).ToArray());

    [Fact]
    public void Read_SmallerAnswerIntoTheSameMemory_KeepsNothingOfTheLargerOne()
    {
        var answer = Answers.Read(
            """{"data":[{"index":4,"embedding":[1,2,3]},{"index":1,"embedding":[1]}],"usage":{"prompt_tokens":9,"total_tokens":8}}""");
        Answers.Read(Answers.Of(5, false, [[7f, 8f]]), answer);

        Assert.Equal(
            (1, 2, 5, 5, -1, -1),
            (answer.Count, answer.Dimensions, answer.PromptTokens, answer.TotalTokens, answer.Misplaced, answer.OddWidth));
        Assert.Equal([7f, 8f], answer.Vector(0).ToArray());

        Answers.Read("{}", answer);

        Assert.Equal((0, 0, -1, -1), (answer.Count, answer.Dimensions, answer.PromptTokens, answer.TotalTokens));
    }

    [Fact]
    public void Read_AfterABrokenAnswer_BeginsAnew()
    {
        var answer = new ReadAnswer();
        Assert.ThrowsAny<JsonException>(() => Answers.Read("""{"data":[{"index":3,"embedding":[1,2]},{"index":1,"emb""", answer));

        Answers.Read(Answers.Of(17, true, Three), answer);

        Assert.Equal((3, -1), (answer.Count, answer.Misplaced));
        Assert.Equal(Three[2], answer.Vector(2).ToArray());
    }

    // More than the memory that it begins with, at the first vector and at a later one.
    [Theory]
    [InlineData(1, 5_000)]
    [InlineData(70, 384)]
    [InlineData(300, 10)]
    public void Read_LargeAnswer_GrowsAndKeepsWhatItHas(int count, int dimensions)
    {
        float[][] vectors =
        [
            .. Enumerable.Range(0, count).Select(number => Vectors.Of(number.ToString(CultureInfo.InvariantCulture), dimensions)),
        ];
        foreach (var base64 in new[] { true, false })
        {
            var answer = Answers.Read(Answers.Of(1, base64, vectors));

            Assert.All(vectors.Index(), vector => Assert.Equal(vector.Item, answer.Vector(vector.Index).ToArray()));
        }
    }

    [Theory]
    [InlineData("""[{"index":0,"embedding":[1,2]},{"index":2,"embedding":[1,2]},{"index":1,"embedding":[1,2]}]""", 1, 2, -1)]
    [InlineData("""[{"embedding":[1,2]}]""", 0, -1, -1)]
    [InlineData("""[{"index":0,"embedding":[1,2]},{"index":0,"embedding":[1,2]}]""", 1, 0, -1)]
    [InlineData("""[{"index":0,"embedding":[1,2]},{"index":1,"embedding":[1]},{"index":2,"embedding":[]}]""", -1, 0, 1)]
    public void Read_OrderAndWidth_AreToldByTheirFirstFault(string data, int misplaced, int index, int oddWidth)
    {
        var answer = Answers.Read($$"""{"data":{{data}}}""");

        Assert.Equal((misplaced, oddWidth), (answer.Misplaced, answer.OddWidth));
        Assert.Equal(misplaced < 0 ? 0 : index, misplaced < 0 ? 0 : answer.MisplacedIndex);
    }

    // One wide vector and very many empty ones: places must not be counted as if all were wide.
    [Fact]
    public void Read_OddWidths_TakeNoMemoryThatIsNotThere()
    {
        var wide = string.Join(',', Enumerable.Repeat('0', Most));
        var empty = string.Concat(Enumerable.Repeat(""",{"embedding":[]}""", Most));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var answer = Answers.Read($$"""{"data":[{"index":0,"embedding":[{{wide}}]}{{empty}}]}""");

        Assert.Equal((Most + 1, 1), (answer.Count, answer.OddWidth));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64L << 20);
    }

    public static TheoryData<string> Malformed =>
    [
        "", " ", "null", "1", "\"data\"", "[]", "{", "}", "{]", "{\"data\"", "{\"data\":", "{\"data\":}", "{\"data\":1}", "{\"data\":{}}",
        "{\"data\":null}", "{\"data\":[", "{\"data\":[]",
        "{\"data\":[1]}", "{\"data\":[null]}", "{\"data\":[[]]}", "{\"data\":[{}]}", "{\"data\":[{\"index\":0}]}",
        "{\"data\":[{\"index\":0,\"embedding\":null}]}",
        "{\"data\":[{\"index\":0,\"embedding\":1}]}", "{\"data\":[{\"index\":0,\"embedding\":{}}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[\"1\"]}]}", "{\"data\":[{\"index\":0,\"embedding\":[null]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[[1]]}]}", "{\"data\":[{\"index\":0,\"embedding\":[true]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[NaN]}]}", "{\"data\":[{\"index\":0,\"embedding\":[Infinity]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,]}]}", "{\"data\":[{\"index\":0,\"embedding\":[01]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1", "{\"data\":[{\"index\":0,\"embedding\":\"A\"}]}",
        "{\"data\":[{\"index\":0,\"embedding\":\"AAA=\"}]}", "{\"data\":[{\"index\":0,\"embedding\":\"????\"}]}",
        "{\"data\":[{\"index\":0,\"embedding\":\"AAAA\\n\"}]}", "{\"data\":[{\"index\":0,\"embedding\":\"\\uD800\"}]}",
        "{\"data\":[{\"index\":0.5,\"embedding\":[1]}]}", "{\"data\":[{\"index\":\"0\",\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":null,\"embedding\":[1]}]}", "{\"data\":[{\"index\":99999999999,\"embedding\":[1]}]}",
        "{\"usage\":1}", "{\"usage\":null}", "{\"usage\":[]}", "{\"usage\":{\"prompt_tokens\":\"1\"}}",
        "{\"usage\":{\"prompt_tokens\":1.5}}", "{\"usage\":{\"total_tokens\":null}}", "{\"usage\":{\"prompt_tokens\":1e99}}",
        "{} {}", "{}x", "{},", "<html>", "{\"\\uD800\":1}", "{\"\\uDC00\\uD800\":1}", "{\"usage\":{\"\\uD800 and more text\":1}}",
        "{\"data\":[{\"\\uD800 and more\":1}]}", "{\"a\":\"\u0001\"}", "{'data':[]}", "{\"a\":1 \"b\":2}", "{/* */}",
    ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Read_Malformed_ThrowsJsonExceptionAndNothingElse(string body) => Assert.ThrowsAny<JsonException>(() => Answers.Read(body));

    [Fact]
    public void Read_CutOffAnywhere_ThrowsJsonExceptionAndNothingElse()
    {
        foreach (var base64 in new[] { true, false })
        {
            var whole = Encoding.UTF8.GetBytes(Answers.Of(17, base64, [1f, -0.5f], [0.25f, 3e-9f]));

            Assert.All(
                Enumerable.Range(0, whole.Length),
                length => Assert.ThrowsAny<JsonException>(() => AnswerReader.Read(whole.AsSpan(0, length), new ReadAnswer())));
        }
    }

    // Whatever byte is another one: it is read, or it is no answer.
    [Fact]
    public void Read_AnyByteChanged_IsReadOrThrowsJsonException()
    {
        var whole = Encoding.UTF8.GetBytes(Answers.Of(17, true, [1f, -0.5f]));
        foreach (
            var (place, value) in Enumerable
                .Range(0, whole.Length)
                .SelectMany(
                    place => new byte[] { 0, (byte)'\\', (byte)'"', (byte)'9', (byte)'[', 0xC3, 0xFF }.Select(value => (place, value))))
        {
            byte[] changed = [.. whole];
            changed[place] = value;
            Assert.True(
                Record.Exception(() => AnswerReader.Read(changed, new ReadAnswer())) is null or JsonException,
                Encoding.Latin1.GetString(changed));
        }
    }

    [Fact]
    public void Read_DeepNesting_ThrowsJsonException() =>
        Assert.ThrowsAny<JsonException>(() => Answers.Read($"{{\"x\":{new string('[', 10_000)}"));
}
