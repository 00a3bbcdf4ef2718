using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Aegis.SoakRunner.Target;

/// <summary>
/// Sends requests to the target. Connections are reused. There are no retries and no tracing: both would be measured with
/// the request. Safe for concurrent use.
/// </summary>
internal sealed class EmbeddingsClient : IDisposable
{
    private const string TruncatedHeader = "x-aegis-truncated-inputs";
    private const int InitialBuffer = 16 * 1024;

    /// <summary>Content-Length may be wrong, so it does not decide the size of the first buffer alone.</summary>
    private const int MaxInitialBuffer = 16 << 20;

    /// <summary>A longer answer is an error. About ten times the size of 2,048 vectors.</summary>
    private const int MaxBytes = 256 << 20;

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
        if (announced >= MaxBytes)
        {
            throw TooLong();
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(announced + 1, InitialBuffer, MaxInitialBuffer));
        var length = 0;
        while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            length += read;
            if (length >= MaxBytes)
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
            TruncatedInputs = response.Headers.NonValidated.TryGetValues(TruncatedHeader, out var cut)
                && int.TryParse(cut.ToString(), CultureInfo.InvariantCulture, out var inputs)
                ? inputs
                : 0,
            HasRetryAfter = response.Headers.NonValidated.Contains("Retry-After"),
        };
    }

    private static IOException TooLong() => new($"the answer is longer than {MaxBytes >> 20} MiB");

    public void Dispose() => _http.Dispose();
}

/// <summary>An answer. The memory of its body is rented until <see cref="Dispose"/>.</summary>
internal sealed class Reply(HttpStatusCode status, byte[] buffer, int length) : IDisposable
{
    public HttpStatusCode Status => status;

    public ReadOnlySpan<byte> Body => buffer.AsSpan(0, length);

    /// <summary>Truncated inputs, by the header <c>x-aegis-truncated-inputs</c>.</summary>
    public int TruncatedInputs { get; init; }

    public bool HasRetryAfter { get; init; }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}
