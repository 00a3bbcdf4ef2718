using System.Collections;
using Aegis.EmbeddingServer.Diagnostics;

namespace Aegis.EmbeddingServer.Api;

/// <summary>
/// What every log record of a request carries: its <c>x-request-id</c>. The framework's own scope has the trace id, and a
/// RequestId that no caller knows.
/// </summary>
internal sealed class RequestScope(string requestId) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 1;

    public KeyValuePair<string, object?> this[int index] => index == 0 ? new(Tags.RequestId, requestId) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{Tags.RequestId}:{requestId}";
}
