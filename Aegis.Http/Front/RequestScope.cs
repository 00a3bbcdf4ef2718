using System.Collections;

namespace Aegis.Http.Front;

/// <summary>
/// Adds <c>x-request-id</c> to every log record of a request. The framework's own scope has the trace id, and a RequestId
/// that no caller knows.
/// </summary>
internal sealed class RequestScope(string requestId) : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <summary>Name of the attribute in logs and traces.</summary>
    public const string Name = "aegis.request.id";

    public int Count => 1;

    public KeyValuePair<string, object?> this[int index] =>
        index == 0 ? new(Name, requestId) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{Name}:{requestId}";
}
