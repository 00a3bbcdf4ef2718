using System.Collections;

namespace Aegis.Http.Front;

/// <summary>
/// What every log record of a request carries: its <c>x-request-id</c>. The framework's own scope has the trace id, and a
/// RequestId that no caller knows.
/// </summary>
internal sealed class RequestScope(string requestId) : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <summary>The attribute's name, in logs and in traces.</summary>
    public const string Name = "aegis.request.id";

    public int Count => 1;

    public KeyValuePair<string, object?> this[int index] => index == 0 ? new(Name, requestId) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{Name}:{requestId}";
}
