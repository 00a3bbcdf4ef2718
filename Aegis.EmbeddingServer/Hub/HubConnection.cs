using System.Net;
using System.Net.Http.Headers;

namespace Aegis.EmbeddingServer.Hub;

/// <summary>Sends requests to a hub, and to the hosts to which it redirects for large files. Uses the proxy of the environment.</summary>
internal sealed class HubConnection(HubOptions options, ModelReference reference, TimeProvider clock) : IDisposable
{
    /// <summary>How long the other side may send nothing.</summary>
    public static readonly TimeSpan SilenceTimeout = TimeSpan.FromMinutes(2);

    private const int MaxRedirects = 10;

    // Redirects are followed here, so that the token stays with the hub.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(30) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders =
        {
            { "User-Agent", $"aegis/{typeof(HubConnection).Assembly.GetName().Version!.ToString(3)}" },
            // Without compression, so that lengths of bodies are sizes of files.
            { "Accept-Encoding", "identity" },
        },
    };

    /// <summary>Sends a request, for the bytes after the first <paramref name="from"/>, and follows redirects.</summary>
    /// <returns>
    /// The answer, before its body is read: a success, 416, or, for HEAD only, a redirect to another host, because HEAD asks for
    /// the headers of the hub itself.
    /// </returns>
    /// <exception cref="HubException">Any other answer, or none.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, long from, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            var response = await SendOnceAsync(method, address, from, cancellationToken);
            if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                return response;
            }

            if (TargetOf(response, address) is not { } target)
            {
                using (response)
                {
                    throw Refusal(response, address);
                }
            }

            if (method == HttpMethod.Head && !options.Owns(target))
            {
                return response;
            }

            response.Dispose();
            address = target;
        }

        throw new HubException($"{address.Host} redirects in circles");
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendOnceAsync(HttpMethod method, Uri address, long from, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Range = from > 0 ? new RangeHeaderValue(from, null) : null;
        request.Headers.Authorization = options.Token is { } token && options.Owns(address)
            ? new AuthenticationHeaderValue("Bearer", token)
            : null;
        using var timeout = new CancellationTokenSource(SilenceTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new HubException($"{address.Host} did not answer for {SilenceTimeout.TotalSeconds:0} s") { IsTransient = true };
        }
        catch (HttpRequestException exception)
        {
            var message = $"{address.GetLeftPart(UriPartial.Authority)} cannot be reached: {exception.Message} "
                + $"(a proxy is set by HTTPS_PROXY, a mirror by {HubOptions.EndpointVariable})";
            throw new HubException(message, exception) { IsTransient = true };
        }
    }

    private static Uri? TargetOf(HttpResponseMessage response, Uri address)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
        {
            return null;
        }

        var target = new Uri(address, location);
        return target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && address.Scheme == Uri.UriSchemeHttp)
            ? target
            : throw new HubException($"{address.Host} redirects to {target.Scheme}, which is not as safe as {address.Scheme}");
    }

    private HubException Refusal(HttpResponseMessage response, Uri address)
    {
        var status = (int)response.StatusCode;
        // A link to a large file expires; the next attempt gets a new link.
        if (status is 408 or 429 or >= 500 || !options.Owns(address))
        {
            return new HubException($"{address.Host} answered {status}") { IsTransient = true, RetryAfter = RetryAfter(response) };
        }

        var id = reference.Id;
        const string Token = HubOptions.TokenVariable;
        var gated = $"{id} is gated: accept its conditions at {options.Endpoint}/{id}";
        return new HubException((status, options.Token) switch
        {
            (401, null) => $"{id} does not exist, or is private or gated: {Token} must hold a token that may read it (401)",
            (401, _) => $"{id} does not exist, or the token in {Token} is wrong or may not read it (401)",
            (403, null) => $"{gated} and set {Token} to a token of your account (403)",
            (403, _) => $"{gated} with the account of {Token}, whose token must be allowed to read it (403)",
            (404, _) => $"{address} is not there: {id} does not exist, or has no revision '{reference.Revision}' (404)",
            _ => $"{address} was answered with {status}",
        });
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > clock.GetUtcNow() ? date - clock.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };
}
