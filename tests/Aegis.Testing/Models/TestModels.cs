namespace Aegis.Testing.Models;

/// <summary>Backends around fake models, with a tokenizer of one token a word.</summary>
internal static class TestModels
{
    public const string ModelId = "test-model";

    public static Func<ProvenModel> Around(IEmbeddingModel model) => () => new ProvenModel(
        new ModelIdentity(ModelId, "tests", 1, "fingerprint", "cpu", "fp32"),
        new DeterministicTokenizer(),
        model);
}

/// <summary>Answers with what a delegate computes.</summary>
internal sealed class DelegateModel(Action<IReadOnlyList<TokenSequence>, Memory<float>> embed, int dimensions = 4) : IEmbeddingModel
{
    public int Dimensions => dimensions;

    public void Embed(IReadOnlyList<TokenSequence> batch, Span<float> vectors)
    {
        var memory = new float[vectors.Length];
        embed(batch, memory);
        memory.CopyTo(vectors);
    }

    public void Dispose()
    {
    }

    /// <summary>Fills every row with the vector (1, 0, 0, ...).</summary>
    public static void FillUnit(Memory<float> vectors, int dimensions)
    {
        vectors.Span.Clear();
        for (var i = 0; i < vectors.Length; i += dimensions)
        {
            vectors.Span[i] = 1;
        }
    }
}

/// <summary>Right for the two Runs of the warm-up of one worker; every other one throws.</summary>
internal sealed class FailingModel : IEmbeddingModel
{
    private const int WarmUpRuns = 2;

    private int _runs;

    public int Dimensions => 4;

    public void Embed(IReadOnlyList<TokenSequence> batch, Span<float> vectors)
    {
        if (++_runs > WarmUpRuns)
        {
            throw new InvalidOperationException("broken");
        }

        var memory = new float[vectors.Length];
        DelegateModel.FillUnit(memory, Dimensions);
        memory.CopyTo(vectors);
    }

    public void Dispose()
    {
    }
}

/// <summary>Holds every Run but the warm-up's until it is opened.</summary>
internal sealed class GatedModel : IEmbeddingModel
{
    private readonly ManualResetEventSlim _gate = new(initialState: true);

    private readonly SemaphoreSlim _entered = new(0);

    public int Dimensions => 4;

    /// <summary>Number of sequences that went through.</summary>
    public int Computed { get; private set; }

    /// <summary>Ends when a Run has begun while the gate is closed.</summary>
    public async Task EnteredAsync() => Assert.True(await _entered.WaitAsync(Deadline.Wait));

    public void Close() => _gate.Reset();

    public void Open() => _gate.Set();

    public void Embed(IReadOnlyList<TokenSequence> batch, Span<float> vectors)
    {
        if (!_gate.IsSet)
        {
            _entered.Release();
        }

        _gate.Wait();
        Computed += batch.Count;
        vectors.Clear();
        for (var i = 0; i < vectors.Length; i += Dimensions)
        {
            vectors[i] = 1;
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        _entered.Dispose();
    }
}

/// <summary>Gets stuck in every Run with a text of five words, until it is released or gone.</summary>
internal sealed class StuckModel : IEmbeddingModel
{
    private const int LengthOfFiveWords = 7;

    private readonly SemaphoreSlim _entered = new(0);
    private readonly ManualResetEventSlim _released = new();

    public int Dimensions => 4;

    /// <summary>Ends when a Run has got stuck.</summary>
    public async Task EnteredAsync() => Assert.True(await _entered.WaitAsync(Deadline.Wait));

    public void Release() => _released.Set();

    public void Embed(IReadOnlyList<TokenSequence> batch, Span<float> vectors)
    {
        var memory = new float[vectors.Length];
        DelegateModel.FillUnit(memory, Dimensions);
        memory.CopyTo(vectors);
        if (batch.Any(sequence => sequence.Length == LengthOfFiveWords))
        {
            _entered.Release();
            _released.Wait(Deadline.Wait);
        }
    }

    public void Dispose()
    {
        _entered.Dispose();
        _released.Dispose();
    }
}
