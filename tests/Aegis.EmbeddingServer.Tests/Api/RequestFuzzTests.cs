using System.Net;
using System.Numerics.Tensors;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Aegis.EmbeddingServer.Tests.Api;

/// <summary>Properties that hold for every body: a right one has its vectors, a wrong one the envelope, and none is a 500.</summary>
public sealed class RequestFuzzTests(RealModelServer fixture) : IClassFixture<RealModelServer>
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static readonly string[] Fields = ["input", "model", "encoding_format", "dimensions", "truncate", "user", "other"];

    private static readonly string[] Words =
    [
        "", "hello", "float", "base64", "end", "start", "none", "all-MiniLM-L6-v2", "[CLS]", "\0", "\ud800", "東京", "👩‍👩‍👧",
    ];

    private static readonly string[] RightBodies =
    [
        """{"input":"hello","model":"all-MiniLM-L6-v2","encoding_format":"float","dimensions":64,"truncate":"end"}""",
        """{"input":["hello","w\u00f6rld"],"encoding_format":"base64","user":{"a":[1,2.5e3,null,true]}}""",
        """{"input":[[101,7592,102],"text",[7592]]}""",
        """{"input":[101,7592,102],"dimensions":null}""",
    ];

    private HttpClient Client => fixture.Server.Client;

    [Fact]
    public void Post_AnyJson_IsAnsweredOrRefusedInTheEnvelope() =>
        Prop.ForAll(Arb.From(AnyBody()), body => Check(Encoding.UTF8.GetBytes(body))).Check(Cases);

    [Fact]
    public void Post_RightBodyWithDamagedBytes_IsAnsweredOrRefusedInTheEnvelope() =>
        Prop.ForAll(Arb.From(DamagedBody()), Check).Check(Cases);

    [Fact]
    public void Post_AnyMixOfTextsAndIds_HasOneVectorForEachAndExactUsage() =>
        Prop.ForAll(Arb.From(Gen.NonEmptyListOf(Input())), CheckRight).Check(Cases);

    private static Gen<string> AnyBody() =>
        from fields in Gen.ListOf(Gen.Zip(Gen.Elements(Fields), Value(depth: 3)))
        select "{" + string.Join(',', fields.Select(field => $"\"{field.Item1}\":{field.Item2}")) + "}";

    private static Gen<string> Value(int depth)
    {
        var numbers = Gen.OneOf(
            ArbMap.Default.GeneratorFor<int>().Select(number => $"{number}"),
            Gen.Elements("0", "-0", "1e5", "1.5", "384", "385", "7592", "30521", "30522", "2147483648", "99999999999999999999", "1e400"));
        var leaves = Gen.OneOf(
            numbers,
            Gen.Elements("null", "true", "false"),
            Gen.Elements(Words).Select(Json),
            ArbMap.Default.GeneratorFor<string>().Select(Json));
        return depth == 0
            ? leaves
            : Gen.Frequency(
                (3, leaves),
                (2, Gen.ListOf(Value(depth - 1)).Select(items => $"[{string.Join(',', items)}]")),
                (1, Gen.ListOf(Gen.Zip(Gen.Elements(Fields), Value(depth - 1)))
                    .Select(fields => "{" + string.Join(',', fields.Select(field => $"\"{field.Item1}\":{field.Item2}")) + "}")));
    }

    private static Gen<byte[]> DamagedBody() =>
        from body in Gen.Elements(RightBodies)
        from damages in Gen.NonEmptyListOf(Gen.Zip(Gen.Choose(0, int.MaxValue - 1), Gen.Zip(Gen.Choose(0, 3), Gen.Choose(0, 255))))
        select damages.Aggregate(
            Encoding.UTF8.GetBytes(body),
            (bytes, damage) => Damage(bytes, damage.Item1, damage.Item2.Item1, (byte)damage.Item2.Item2));

    private static byte[] Damage(byte[] bytes, int place, int kind, byte value)
    {
        var at = bytes.Length == 0 ? 0 : place % bytes.Length;
        return kind switch
        {
            0 when bytes.Length > 0 => [.. bytes[..at], value, .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], value, .. bytes[at..]],
            2 when bytes.Length > 0 => [.. bytes[..at], .. bytes[(at + 1)..]],
            _ => bytes[..at],
        };
    }

    private static Gen<JsonNode> Input() => Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(JsonNode (text) => JsonValue.Create(text ?? string.Empty)),
        Gen.Elements(Words).Select(JsonNode (text) => JsonValue.Create(text)),
        Gen.NonEmptyListOf(Gen.Choose(0, 30521)).Select(JsonNode (ids) => new JsonArray([.. ids.Select(id => JsonValue.Create(id))])));

    // An escaped lone surrogate stays one; the serializer would replace it.
    private static string Json(string? text) =>
        "\"" + string.Concat((text ?? string.Empty).Select(Escaped)) + "\"";

    private static string Escaped(char unit) => unit is < ' ' or '"' or '\\' or > '~' ? $"\\u{(int)unit:x4}" : unit.ToString();

    private async Task Check(byte[] body)
    {
        using var response = await EmbeddingsCaller.PostAsync(Client, body);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            Assert.NotEmpty(answer.RootElement.GetProperty("data").EnumerateArray());
            return;
        }

        var error = await EmbeddingsCaller.ErrorAsync(response);
        Assert.True(error.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, error.ToString());
        Assert.Equal("invalid_request_error", error.Type);
    }

    private async Task CheckRight(IList<JsonNode> inputs)
    {
        var body = new JsonObject { ["input"] = new JsonArray([.. inputs.Select(input => input.DeepClone())]) };
        var sent = body.ToJsonString();
        using var response = await EmbeddingsCaller.PostAsync(Client, sent);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        using var answer = JsonDocument.Parse(text);
        var vectors = answer.RootElement.GetProperty("data").EnumerateArray()
            .Select(item => item.GetProperty("embedding").Deserialize<float[]>()!)
            .ToArray();

        Assert.Equal(inputs.Count, vectors.Length);
        Assert.All(vectors, vector => Assert.Equal(1, TensorPrimitives.Norm<float>(vector), 1e-3f));
        Assert.Equal(Tokens(sent), answer.RootElement.GetProperty("usage").GetProperty("total_tokens").GetInt32());
    }

    // Of what was really sent: the serializer has replaced lone surrogates.
    private static int Tokens(string sent)
    {
        using var body = JsonDocument.Parse(sent);
        return body.RootElement.GetProperty("input").EnumerateArray().Sum(input => input.ValueKind == JsonValueKind.String
            ? Bundled.Tokenizer.Tokenize(input.GetString()).Length
            : input.EnumerateArray().Select(id => id.GetInt32()).ToArray() is [101, .., 102] and var framed
                ? framed.Length
                : Math.Min(256, input.GetArrayLength() + 2));
    }
}
