using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aegis.Testing.Contract;

/// <summary>One case of the contract: what is sent, and what must come back.</summary>
/// <param name="Title">What the case shows, in a sentence.</param>
/// <param name="Request">What is sent.</param>
/// <param name="Response">What must come back.</param>
/// <param name="Server">A name of <see cref="ContractServers"/>.</param>
internal sealed record ContractFixture(
    string Title,
    FixtureRequest Request,
    FixtureResponse Response,
    string Server = ContractServers.Default)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Contract", "Fixtures");

    /// <summary>The names of all fixtures.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static ContractFixture Read(string name) =>
        JsonSerializer.Deserialize<ContractFixture>(File.ReadAllText(Path.Combine(Folder, name + ".json")), Json)!;
}

/// <summary>
/// A request. Its body is one of <paramref name="Body"/> (JSON, in which <c>{"$repeat": "word ", "times": 300}</c> is
/// a text and <c>{"$items": 5, "times": 300}</c> an array), <paramref name="BodyText"/> and <paramref name="BodyBase64"/>.
/// </summary>
/// <param name="Method">GET by default.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Headers">
/// As they are written; <c>Content-Type</c> is <c>application/json</c> where it is not named, and left out where it is null.
/// </param>
/// <param name="Body">A body of JSON.</param>
/// <param name="BodyText">A body as it is written.</param>
/// <param name="BodyBase64">A body of any bytes.</param>
/// <param name="Chunked">True: sent in chunks, without a length.</param>
internal sealed record FixtureRequest(
    string Path,
    string Method = "GET",
    Dictionary<string, string?>? Headers = null,
    JsonNode? Body = null,
    string? BodyText = null,
    string? BodyBase64 = null,
    bool Chunked = false);

/// <summary>An answer.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="Headers">Headers that it must have; null for one that it must not have. Values may be matchers.</param>
/// <param name="Body">The JSON body, with matchers (<see cref="JsonMatcher"/>) for what differs from machine to machine.</param>
/// <param name="BodyContains">For a body that is no JSON: texts that stand in it.</param>
/// <param name="Empty">True: there is no body.</param>
internal sealed record FixtureResponse(
    int Status,
    Dictionary<string, JsonNode?>? Headers = null,
    JsonNode? Body = null,
    string[]? BodyContains = null,
    bool Empty = false);
