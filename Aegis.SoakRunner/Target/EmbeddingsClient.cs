using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;

namespace Aegis.SoakRunner.Target;

/// <summary>
/// Sends requests to the target. Connections are reused. There are no retries and no tracing: both would be measured with
/// the request. Safe for concurrent use.
/// </summary>
internal sealed class EmbeddingsClient : IDisposable
{
    private const string TruncatedHeader = "x-aegis-truncated-inputs";
    private const int FirstBuffer = 16 * 1024;

    /// <summary>Content-Length may be wrong, so it does not decide the size of the first buffer alone.</summary>
    private const int MostFirstBuffer = 16 << 20;

    /// <summary>A longer answer is an error. About ten times the size of 2,048 vectors.</summary>
    private const int MostBytes = 256 << 20;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        UseCookies = false,
        UseProxy = false,
    });

    private readonly Uri _route;
    private readonly AuthenticationHeaderValue? _key;

    public EmbeddingsClient(Uri target, string? key)
    {
        _route = new Uri(target, "/v1/embeddings");
        _key = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
    }

    /// <exception cref="HttpRequestException">No connection, or the connection broke.</exception>
    /// <exception cref="IOException">The connection broke inside the answer.</exception>
    public async Task<Reply> SendAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = Json;
        using var request = new HttpRequestMessage(HttpMethod.Post, _route) { Content = content };
        request.Headers.Authorization = _key;
        using var response = await _http.SendAsync(request, cancellationToken);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var announced = response.Content.Headers.ContentLength ?? 0;
        if (announced >= MostBytes)
        {
            throw TooLong();
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(announced + 1, FirstBuffer, MostFirstBuffer));
        var length = 0;
        while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            length += read;
            if (length >= MostBytes)
            {
                throw TooLong();
            }

            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(2 * length);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }

        return new Reply(response.StatusCode, buffer, length)
        {
            TruncatedInputs = response.Headers.NonValidated.TryGetValues(TruncatedHeader, out var cut) && int.TryParse(cut.ToString(), CultureInfo.InvariantCulture, out var inputs) ? inputs : 0,
            HasRetryAfter = response.Headers.NonValidated.Contains("Retry-After"),
        };
    }

    private static IOException TooLong() => new($"the answer is longer than {MostBytes >> 20} MiB");

    public void Dispose() => _http.Dispose();
}
