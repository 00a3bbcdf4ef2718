using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using HdrHistogram;

namespace Aegis.Benchmarks;

/// <summary>Closed load over a fixed number of kept-alive connections.</summary>
internal sealed class Load(ServerUnderTest server, int connections)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Sends each request once.</summary>
    public async Task SendAsync(IReadOnlyList<string[]> requests)
    {
        using var client = Client();
        byte[][] bodies = [.. requests.Select(texts => Body(texts))];
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = connections }, async (body, _) => await PostAsync(client, body));
    }

    /// <summary>Sends single texts in turn until the time is over.</summary>
    public async Task<LoadResult> RunAsync(IReadOnlyList<string> texts, Func<int, int> tokensOf, TimeSpan time)
    {
        using var client = Client();
        byte[][] bodies = [.. texts.Select(text => Body(text))];
        var latency = new LongConcurrentHistogram(1, 60_000_000, 3);
        var next = -1;
        var tokens = 0L;
        var begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(begin) < time)
            {
                var index = Interlocked.Increment(ref next) % bodies.Length;
                var sent = Stopwatch.GetTimestamp();
                await PostAsync(client, bodies[index]);
                latency.RecordValue((long)Stopwatch.GetElapsedTime(sent).TotalMicroseconds);
                Interlocked.Add(ref tokens, tokensOf(index));
            }
        })));
        return new LoadResult(tokens / Stopwatch.GetElapsedTime(begin).TotalSeconds, latency);
    }

    private static byte[] Body(object input) => JsonSerializer.SerializeToUtf8Bytes(new { input, encoding_format = "base64" });

    private static async Task PostAsync(HttpClient client, byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        using var response = await client.PostAsync(new Uri("/v1/embeddings", UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
    }

    private HttpClient Client() =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false }) { BaseAddress = server.Address };
}
