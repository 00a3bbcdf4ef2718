namespace Aegis.EmbeddingServer.Tests.Api;

/// <summary>The rows themselves stand in the contract's document, and are compared there.</summary>
public sealed class FailureTableTests
{
    public static TheoryData<string> Kinds => [.. Enum.GetNames<FailureKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Answer_EveryKind_HasItsRow(string kind)
    {
        var (status, type, code) = FailureTable.Answer(Enum.Parse<FailureKind>(kind));

        Assert.InRange(status, 400, 599);
        Assert.Equal(status >= 500, type is "server_error" || code is "upstream_timeout");
        Assert.Matches("^[a-z_]+$", code);
    }

    [Fact]
    public void Answer_AllKinds_HaveCodesOfTheirOwn() =>
        Assert.Distinct(Enum.GetValues<FailureKind>().Select(kind => FailureTable.Answer(kind).Code));

    [Fact]
    public void Answer_AKindThatIsNone_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => FailureTable.Answer((FailureKind)(-1)));
}
