using Aegis.EmbeddingServer.Scheduling;

namespace Aegis.EmbeddingServer.Tests.Scheduling;

public sealed class AdmissionTests
{
    private static readonly AdmissionOptions Options = new() { MaxQueuedRequests = 128, MaxQueuedInputs = 8192, MaxQueuedTokens = 600_000 };
    private static readonly WorkLoad Query = new(1, 1, 17);
    private static readonly WorkLoad LargestRequest = new(1, 2048, 300_000);

    private readonly Admission _admission = new(Options, turn: 256);

    [Fact]
    public void TryTake_OneCaller_GetsFourFifthsOfTheRequests()
    {
        Assert.Equal(102, TakeAll(_admission, "one", Query));
        Assert.True(_admission.HasRoom("another", Query));
    }

    [Fact]
    public void TryTake_OneCaller_GetsHalfOfTheInputsAndTokens()
    {
        Assert.Equal(4, TakeAll(_admission, "one", new WorkLoad(1, 1024, 2048)));
        Assert.Equal(6, TakeAll(new Admission(Options, turn: 256), "one", new WorkLoad(1, 1, 50_000)));
    }

    [Fact]
    public void TryTake_ManyCallers_FillTheQueueButForOne()
    {
        var taken = Enumerable.Range(0, 1000).Count(caller => _admission.TryTake($"caller {caller}", Query) is not null);

        Assert.InRange(taken, 126, 128);
    }

    [Fact]
    public void TryTake_SeveralFloods_SettleAtEqualShares()
    {
        var taken = new Dictionary<string, int> { ["a"] = 0, ["b"] = 0, ["c"] = 0 };
        for (var round = 0; round < 500; round++)
        {
            foreach (var caller in taken.Keys)
            {
                taken[caller] += _admission.TryTake(caller, Query) is null ? 0 : 1;
            }
        }

        // Each four times what is left free: 4 of 13 parts.
        Assert.All(taken.Values, requests => Assert.InRange(requests, 39, 40));
        Assert.False(_admission.HasRoom("a", Query));
        Assert.True(_admission.HasRoom("new", Query));
    }

    // A hundred requests of an indexer in flight, or its largest one, and there is room for a query.
    [Fact]
    public void TryTake_BesideAnyIndexer_TakesAQuery()
    {
        Assert.Equal(1, TakeAll(_admission, "indexer", LargestRequest));
        Assert.NotNull(_admission.TryTake("searcher", Query));

        var other = new Admission(Options, turn: 256);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.NotNull(other.TryTake("indexer", new WorkLoad(1, 32, 1700))));
        Assert.NotNull(other.TryTake("searcher", Query));
    }

    // Whatever is taken, each bound holds and room for a small request is left.
    [Fact]
    public void TryTake_AnySequenceOfRequests_KeepsEveryBound()
    {
        var random = new Random(1);
        var held = new List<(Caller Caller, WorkLoad Load)>();
        var bounds = new WorkLoad(Options.MaxQueuedRequests, Options.MaxQueuedInputs, Options.MaxQueuedTokens);
        for (var step = 0; step < 20_000; step++)
        {
            var inputs = random.Next(1, 2049);
            var load = new WorkLoad(1, inputs, inputs * random.NextInt64(2, 147));
            if (_admission.TryTake($"caller {random.Next(20)}", load) is { } caller)
            {
                held.Add((caller, load));
            }
            else if (held.Count > 0)
            {
                var index = random.Next(held.Count);
                _admission.Give(held[index].Caller, held[index].Load);
                held.RemoveAt(index);
            }

            Assert.True(_admission.Total.Fits(bounds));
            Assert.Equal(held.Aggregate(default(WorkLoad), (sum, one) => sum + one.Load), _admission.Total);
        }

        held.ForEach(one => _admission.Give(one.Caller, one.Load));
        Assert.Equal(default, _admission.Total);
    }

    [Fact]
    public void Give_Everything_ForgetsTheCaller()
    {
        var first = _admission.TryTake("one", Query);
        _admission.Give(first!, Query);

        Assert.NotSame(first, _admission.TryTake("one", Query));
    }

    private static int TakeAll(Admission admission, string caller, WorkLoad load)
    {
        var taken = 0;
        while (admission.TryTake(caller, load) is not null)
        {
            taken++;
        }

        return taken;
    }
}
