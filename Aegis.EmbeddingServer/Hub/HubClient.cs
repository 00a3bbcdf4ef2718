using System.Text.Json;

namespace Aegis.EmbeddingServer.Hub;

/// <summary>The requests to a hub about one model.</summary>
internal sealed class HubClient(HubOptions options, ModelReference reference, HubRetry retry, TimeProvider clock) : IDisposable
{
    /// <summary>Limit of a list of files: about 100,000 files.</summary>
    private const int MaxListBytes = 32 * 1024 * 1024;

    private readonly HubConnection _connection = new(options, reference, clock);

    public string Page => $"{options.Endpoint}/{reference.Id}";

    /// <summary>Finds the present commit of the revision, and its files.</summary>
    public Task<HubModel> FindAsync(CancellationToken cancellationToken) => RetryAsync(
        async () =>
        {
            var address = new Uri($"{options.Endpoint}/api/models/{reference.Id}/revision/{Uri.EscapeDataString(reference.Revision)}");
            using var response = await _connection.SendAsync(HttpMethod.Get, address, 0, cancellationToken);
            try
            {
                await response.Content.LoadIntoBufferAsync(MaxListBytes, cancellationToken)
                    .WaitAsync(HubConnection.SilenceTimeout, clock, cancellationToken);
                var body = await response.Content.ReadAsStreamAsync(cancellationToken);
                var model = JsonSerializer.Deserialize(body, HubJsonContext.Default.HubModel);
                return model is { Sha.Length: 40 } && model.Sha.All(char.IsAsciiHexDigit)
                    ? model
                    : throw new HubException($"{address} names no commit; is {options.Endpoint} a hub? ({HubOptions.EndpointVariable})");
            }
            catch (JsonException exception)
            {
                throw new HubException(
                    $"{address} is not what a hub answers ({HubOptions.EndpointVariable}): {exception.Message}", exception);
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException or TimeoutException)
            {
                throw new HubException($"{address.Host} broke off: {exception.Message}", exception) { IsTransient = true };
            }
        },
        cancellationToken);

    public Task<RemoteFile> ProbeAsync(string commit, string path, CancellationToken cancellationToken) => RetryAsync(
        async () =>
        {
            using var response = await _connection.SendAsync(HttpMethod.Head, AddressOf(commit, path), 0, cancellationToken);
            return RemoteFile.From(path, response);
        },
        cancellationToken);

    /// <summary>Begins a download at the byte <paramref name="from"/>. Does not retry: <see cref="FileDownload"/> does.</summary>
    public Task<HttpResponseMessage> OpenAsync(string commit, string path, long from, CancellationToken cancellationToken) =>
        _connection.SendAsync(HttpMethod.Get, AddressOf(commit, path), from, cancellationToken);

    public void Dispose() => _connection.Dispose();

    private Task<T> RetryAsync<T>(Func<Task<T>> attempt, CancellationToken cancellationToken) =>
        retry.RunAsync(attempt, () => 0, cancellationToken);

    private Uri AddressOf(string commit, string path) =>
        new($"{Page}/resolve/{commit}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}");
}
