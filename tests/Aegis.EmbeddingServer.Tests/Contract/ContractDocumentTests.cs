using System.Globalization;
using System.Text.RegularExpressions;

namespace Aegis.EmbeddingServer.Tests.Contract;

/// <summary>The contract's document says what the code does: its examples are fixtures, its tables come from the code.</summary>
public sealed partial class ContractDocumentTests
{
    private static readonly string Document = File.ReadAllText(Repository.File("docs", "contracts", "openai-embeddings-compatible-v1.md"));

    public static TheoryData<string> Examples => [.. Marks().Matches(Document).Select(mark => mark.Groups["name"].Value)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_InTheDocument_IsTheFixture(string name)
    {
        var shown = Marks().Matches(Document).Single(mark => mark.Groups["name"].Value == name).Groups["example"].Value;

        Assert.Equal(FixtureText.Render(ContractFixture.Read(name)), shown);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_OfAMatcher_IsAValueThatItTakes(string name) => Assert.All(
        FixtureText.WithExample(ContractFixture.Read(name).Response.Body),
        matcher => Assert.Null(JsonMatcher.Mismatch(matcher, matcher[JsonMatcher.Example])));

    [Fact]
    public void ErrorTable_InTheDocument_IsTheTableOfTheCode() => Assert.Equal(
        Enum.GetValues<FailureKind>().Select(FailureTable.Answer)
            .Select(answer => $"| {answer.Status} | `{answer.Type}` | `{answer.Code}` |"),
        ErrorRows().Matches(Document).Select(row => row.Value));

    [Fact]
    public void Limits_InTheDocument_AreTheDefaults()
    {
        var (api, admission) = (new ApiOptions(), new AdmissionOptions());

        Assert.All(
            [
                api.MaxInputs, api.MaxInputCharacters, api.MaxRequestTokens, api.MaxBodyBytes,
                admission.MaxQueuedRequests, admission.MaxQueuedInputs, admission.MaxQueuedTokens,
            ],
            limit => Assert.Contains(limit.ToString("N0", CultureInfo.InvariantCulture), Document, StringComparison.Ordinal));
    }

    [GeneratedRegex("<!-- fixture: (?<name>[a-z0-9-]+) -->\n+```http\n(?<example>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Marks();

    [GeneratedRegex(@"^\| \d{3} \| `\w+` \| `\w+` \|", RegexOptions.Multiline)]
    private static partial Regex ErrorRows();
}
