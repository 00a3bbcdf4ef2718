using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Aegis.EmbeddingServer.Tests.Api;

/// <summary>What has arrived of large bodies may be twice the largest one together; one more is refused, a small one is not.</summary>
public sealed class BodyGateTests
{
    private const int MaxBodyBytes = 400_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_BesideTwoLargeBodiesThatAreStillArriving_IsRefusedUntilOneIsThere(bool chunked)
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic", $"Aegis:Api:MaxBodyBytes={MaxBodyBytes}");
        SlowBody[] bodies = [.. Enumerable.Range(0, 2).Select(_ => new SlowBody(MaxBodyBytes - 5000, chunked))];
        var slow = bodies.Select(body => server.Client.PostAsync("/v1/embeddings", body)).ToArray();
        var gate = server.Services.GetRequiredService<BodyGate>();
        await Deadline.UntilAsync(() => gate.Held >= 2 * (MaxBodyBytes - 5000 - BodyGate.SmallBytes - 20));

        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(server, 300_000, chunked));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, 50_000, chunked));
        bodies[0].Finish();

        Assert.Equal(HttpStatusCode.OK, (await slow[0]).StatusCode);
        await Deadline.UntilAsync(() => gate.Held < MaxBodyBytes);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, 300_000, chunked));
        Array.ForEach(bodies[1..], body => body.Finish());
        Assert.All(await Task.WhenAll(slow), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
    }

    private static async Task<HttpStatusCode> StatusAsync(TestServer server, int length, bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/embeddings");
        request.Content = new StringContent($$"""{"input":"{{new string('a', length)}}"}""", Encoding.UTF8, "application/json");
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await server.Client.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>Sends all of a right body but its last 20 bytes, and those when it is told to.</summary>
    private sealed class SlowBody : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly bool _chunked;
        private readonly TaskCompletionSource _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowBody(int length, bool chunked)
        {
            _bytes = Encoding.UTF8.GetBytes("{\"input\":\"" + new string('a', length - 12) + "\"}");
            _chunked = chunked;
            Headers.ContentType = new("application/json");
        }

        public void Finish() => _rest.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(..^20));
            await stream.FlushAsync();
            await _rest.Task;
            await stream.WriteAsync(_bytes.AsMemory(^20..));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return !_chunked;
        }
    }
}
