namespace Aegis.EmbeddingServer.Tests.Api;

public sealed class AnswerGateTests
{
    private readonly AnswerGate _gate = new(new AdmissionOptions { MaxQueuedInputs = 4096 });

    [Fact]
    public void TryTake_LargeAnswers_AreTwiceTheQueueAtMost()
    {
        Assert.Equal(4, Enumerable.Range(0, 100).Count(_ => _gate.TryTake(2048)));

        _gate.Give(2048);

        Assert.True(_gate.TryTake(2048));
        Assert.False(_gate.TryTake(AnswerGate.SmallVectors + 1));
    }

    [Fact]
    public void TryTake_SmallAnswers_PassBesideAny()
    {
        while (_gate.TryTake(2048))
        {
        }

        Assert.True(_gate.TryTake(AnswerGate.SmallVectors));
        _gate.Give(AnswerGate.SmallVectors);
        Assert.False(_gate.TryTake(2048));
    }
}
