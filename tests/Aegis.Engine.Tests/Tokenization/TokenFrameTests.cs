namespace Aegis.Engine.Tests.Tokenization;

public sealed class TokenFrameTests
{
    private const int Pad = 99;

    private static readonly TokenFrame Both = new([1, 2], [3], maxTokens: 6, Pad);
    private static readonly TokenFrame Prefix = new([1], [], maxTokens: 3, Pad);
    private static readonly TokenFrame Suffix = new([], [3], maxTokens: 3, Pad);
    private static readonly TokenFrame None = new([], [], maxTokens: 2, Pad);

    [Fact]
    public void Around_IdsThatFit_StandBetweenTheSpecialOnes()
    {
        Assert.Equal([1, 2, 7, 3], Both.Around([7], Truncation.End).Ids);
        Assert.Equal([1, 7], Prefix.Around([7], Truncation.End).Ids);
        Assert.Equal([7, 3], Suffix.Around([7], Truncation.End).Ids);
        Assert.Equal([7], None.Around([7], Truncation.End).Ids);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Around_IdsThatDoNotFit_SaysThatTheyAreCut(int count, bool truncated) =>
        Assert.Equal(truncated, Both.Around([.. Enumerable.Repeat(7, count)], Truncation.End).Truncated);

    [Fact]
    public void Around_IdsThatDoNotFit_KeepsTheSideThatIsAskedFor()
    {
        Assert.Equal([1, 2, 5, 6, 7, 3], Both.Around([5, 6, 7, 8], Truncation.End).Ids);
        Assert.Equal([1, 2, 6, 7, 8, 3], Both.Around([5, 6, 7, 8], Truncation.Start).Ids);
        Assert.Equal([7, 8, 3], Suffix.Around([5, 6, 7, 8], Truncation.Start).Ids);
        Assert.Equal([1, 5, 6], Prefix.Around([5, 6, 7, 8], Truncation.End).Ids);
    }

    [Fact]
    public void Around_NoIds_IsTheSpecialOnesOrOneToPadWith()
    {
        Assert.Equal([1, 2, 3], Both.Around([], Truncation.End).Ids);
        Assert.Equal([1], Prefix.Around([], Truncation.End).Ids);
        Assert.Equal([3], Suffix.Around([], Truncation.End).Ids);
        Assert.Equal([Pad], None.Around([], Truncation.End).Ids);
    }

    [Theory]
    [InlineData(new[] { 7, 8 })]
    [InlineData(new[] { 1, 2, 7, 8, 3 })]
    public void AroundUnlessThere_WithOrWithoutTheSpecialOnes_IsTheSame(int[] ids)
    {
        var sequence = Both.AroundUnlessThere(ids, Truncation.End);

        Assert.Equal([1, 2, 7, 8, 3], sequence.Ids);
        Assert.False(sequence.Truncated);
    }

    // Half of a frame is text that looks like one.
    [Theory]
    [InlineData(new[] { 1, 2, 7 }, new[] { 1, 2, 1, 2, 7, 3 })]
    [InlineData(new[] { 7, 3 }, new[] { 1, 2, 7, 3, 3 })]
    [InlineData(new[] { 2, 3 }, new[] { 1, 2, 2, 3, 3 })]
    public void AroundUnlessThere_HalfAFrame_GetsAWholeOne(int[] ids, int[] expected) =>
        Assert.Equal(expected, Both.AroundUnlessThere(ids, Truncation.End).Ids);

    // One token at both ends is not counted twice.
    [Fact]
    public void AroundUnlessThere_OneTokenThatIsPrefixAndSuffix_IsText() =>
        Assert.Equal([5, 5, 5], new TokenFrame([5], [5], maxTokens: 4, Pad).AroundUnlessThere([5], Truncation.End).Ids);

    [Fact]
    public void AroundUnlessThere_FramedIdsThatDoNotFit_CutsBetweenTheSpecialOnes() =>
        Assert.Equal([1, 2, 6, 7, 8, 3], Both.AroundUnlessThere([1, 2, 5, 6, 7, 8, 3], Truncation.Start).Ids);

    [Fact]
    public void Within_SequenceOfItsOwn_IsWhatWasPutIn()
    {
        Assert.Equal([7, 8], Both.Within(Both.Around([7, 8], Truncation.End)).ToArray());
        Assert.Equal([7, 8], Suffix.Within(Suffix.Around([7, 8], Truncation.End)).ToArray());
        Assert.Equal([7, 8], Prefix.Within(Prefix.Around([7, 8], Truncation.End)).ToArray());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Frame_LimitWithoutRoom_NamesBothNumbers(int limit) =>
        Assert.Equal(
            $"a limit of {limit} tokens has no room for the 3 special tokens of a text",
            Assert.Throws<InvalidDataException>(() => new TokenFrame([1, 2], [3], limit, Pad)).Message);

    [Fact]
    public void Capacity_OfAFrame_IsWhatTheSpecialOnesLeave() =>
        Assert.Equal((3, 2, 2, 2), (Both.Capacity, Prefix.Capacity, Suffix.Capacity, None.Capacity));
}
