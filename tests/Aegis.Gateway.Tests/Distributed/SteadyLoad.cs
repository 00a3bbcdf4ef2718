using System.Numerics.Tensors;

namespace Aegis.Gateway.Tests.Distributed;

/// <summary>
/// Callers that send the next request as soon as they have an answer. Every answer must be right. A deadline stops the
/// callers of a test that hangs.
/// </summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private const int Callers = 6;
    private const int MostRequests = 20_000;

    private readonly HttpClient _client;
    private readonly string[] _texts;
    private readonly float[][] _vectors;
    private readonly Task[] _callers;
    private int _requests;
    private volatile bool _isOver;

    private SteadyLoad(HttpClient client, string[] texts, float[][] vectors)
    {
        _client = client;
        _texts = texts;
        _vectors = vectors;
        _callers = [.. Enumerable.Range(0, Callers).Select(caller => Task.Run(() => AskAsync(caller)))];
    }

    public int Answers => Volatile.Read(ref _requests);

    public static async Task<SteadyLoad> StartAsync(HttpClient client)
    {
        string[] texts =
        [
            .. Enumerable.Range(0, 16)
                .Select(number => $"text {number} of a caller, with {string.Concat(Enumerable.Repeat("some words ", number))}"),
        ];
        var vectors = new List<float[]>();
        foreach (var text in texts)
        {
            vectors.Add((await EmbeddingsCaller.VectorsAsync(client, new { input = text }))[0]);
        }

        var load = new SteadyLoad(client, texts, [.. vectors]);
        await load.GoesOnAsync();
        return load;
    }

    /// <summary>Waits for this number of further answers; throws if a request failed.</summary>
    public async Task GoesOnAsync()
    {
        var enough = Answers + (10 * Callers);
        await Deadline.UntilAsync(() => Answers >= enough || _callers.Any(caller => caller.IsFaulted));
        await Task.WhenAll(_callers.Where(caller => caller.IsFaulted));
    }

    /// <summary>Ends the load; throws if an answer was wrong.</summary>
    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        await Task.WhenAll(_callers).WaitAsync(Deadline.Wait, TimeProvider.System);
    }

    private async Task AskAsync(int caller)
    {
        for (var request = caller; !_isOver; request++)
        {
            var index = request % _texts.Length;
            var vector = (await EmbeddingsCaller.VectorsAsync(_client, new { input = _texts[index] }))[0];
            Assert.InRange(TensorPrimitives.Dot<float>(vector, _vectors[index]), 0.9999f, 1.0001f);
            Assert.InRange(Interlocked.Increment(ref _requests), 0, MostRequests);
        }
    }
}
