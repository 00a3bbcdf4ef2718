namespace Aegis.Scheduling.Tests;

public sealed class AdmissionTests
{
    private static readonly WorkLoad Limits = new(128, 8192, 600_000);
    private static readonly WorkLoad Query = new(1, 1, 17);
    private static readonly WorkLoad LargestRequest = new(1, 2048, 300_000);

    private readonly Admission _admission = new(Limits, turn: 256);

    [Fact]
    public void TryAdmit_OneCaller_GetsFourFifthsOfTheRequests()
    {
        Assert.Equal(102, TakeAll(_admission, "one", Query));
        Assert.True(_admission.Admits("another", Query));
    }

    [Fact]
    public void TryAdmit_OneCaller_GetsHalfOfTheInputsAndTokens()
    {
        Assert.Equal(4, TakeAll(_admission, "one", new WorkLoad(1, 1024, 2048)));
        Assert.Equal(6, TakeAll(new Admission(Limits, turn: 256), "one", new WorkLoad(1, 1, 50_000)));
    }

    [Fact]
    public void TryAdmit_ManyCallers_FillTheQueueButForOne()
    {
        var taken = Enumerable.Range(0, 1000).Count(caller => _admission.TryAdmit($"caller {caller}", Query) is not null);

        Assert.InRange(taken, 126, 128);
    }

    [Fact]
    public void TryAdmit_SeveralFloods_SettleAtEqualShares()
    {
        var taken = new Dictionary<string, int> { ["a"] = 0, ["b"] = 0, ["c"] = 0 };
        for (var round = 0; round < 500; round++)
        {
            foreach (var caller in taken.Keys)
            {
                taken[caller] += _admission.TryAdmit(caller, Query) is null ? 0 : 1;
            }
        }

        // Each four times what is left free: 4 of 13 parts.
        Assert.All(taken.Values, requests => Assert.InRange(requests, 39, 40));
        Assert.False(_admission.Admits("a", Query));
        Assert.True(_admission.Admits("new", Query));
    }

    // A hundred requests of an indexer in flight, or its largest one, and there is room for a query.
    [Fact]
    public void TryAdmit_BesideAnyIndexer_TakesAQuery()
    {
        Assert.Equal(1, TakeAll(_admission, "indexer", LargestRequest));
        Assert.NotNull(_admission.TryAdmit("searcher", Query));

        var other = new Admission(Limits, turn: 256);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.NotNull(other.TryAdmit("indexer", new WorkLoad(1, 32, 1700))));
        Assert.NotNull(other.TryAdmit("searcher", Query));
    }

    // Whatever is taken, each bound holds and room for a small request is left.
    [Fact]
    public void TryAdmit_AnySequenceOfRequests_KeepsEveryBound()
    {
        var random = new Random(1);
        var held = new List<(Caller Caller, WorkLoad Load)>();
        for (var step = 0; step < 20_000; step++)
        {
            var inputs = random.Next(1, 2049);
            var load = new WorkLoad(1, inputs, inputs * random.NextInt64(2, 147));
            if (_admission.TryAdmit($"caller {random.Next(20)}", load) is { } caller)
            {
                held.Add((caller, load));
            }
            else if (held.Count > 0)
            {
                var index = random.Next(held.Count);
                _admission.Release(held[index].Caller, held[index].Load);
                held.RemoveAt(index);
            }

            Assert.True(_admission.Total.FitsIn(Limits));
            Assert.Equal(held.Aggregate(default(WorkLoad), (sum, one) => sum + one.Load), _admission.Total);
        }

        held.ForEach(one => _admission.Release(one.Caller, one.Load));
        Assert.Equal(default, _admission.Total);
    }

    [Fact]
    public void Release_Everything_ForgetsTheCaller()
    {
        var first = _admission.TryAdmit("one", Query);
        _admission.Release(first!, Query);

        Assert.NotSame(first, _admission.TryAdmit("one", Query));
    }

    private static int TakeAll(Admission admission, string caller, WorkLoad load)
    {
        var taken = 0;
        while (admission.TryAdmit(caller, load) is not null)
        {
            taken++;
        }

        return taken;
    }
}
