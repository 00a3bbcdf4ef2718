using System.Net;

namespace Aegis.Gateway.Proxying;

/// <summary>One request at one server.</summary>
/// <param name="bytes">Length of its text.</param>
/// <param name="hasAlternative">Whether somebody else may be asked when this server refuses.</param>
/// <param name="callers">Cancelled when the caller has gone.</param>
internal sealed class Attempt(long bytes, bool hasAlternative, CancellationToken callers) : IDisposable
{
    /// <summary>What a request costs beside its text, in bytes of text: it weighs something even without one.</summary>
    private const int BytesOfARequest = 256;

    private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(callers);
    private int _state;

    private enum State
    {
        Waiting,
        Answering,
        Abandoned,
    }

    /// <summary>What it is to a server, in bytes of text.</summary>
    public long Cost { get; } = bytes + BytesOfARequest;

    /// <summary>Cancelled when the caller has gone, or when the server has been given up on.</summary>
    public CancellationToken Cancelled => _source.Token;

    /// <summary>True when the caller has gone.</summary>
    public bool IsCallerGone => callers.IsCancellationRequested;

    /// <summary>True when the server was given up on before it answered.</summary>
    public bool IsAbandoned => Volatile.Read(ref _state) == (int)State.Abandoned;

    /// <summary>True when the server refused, and its answer was not passed on.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Takes note that the server answers, from when on it is not given up on any more; true when the answer is a refusal that somebody else may do better than.</summary>
    public bool IsRefusedFor(HttpStatusCode status)
    {
        Interlocked.CompareExchange(ref _state, (int)State.Answering, (int)State.Waiting);
        IsRefused = hasAlternative && status is (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable);
        return IsRefused;
    }

    /// <summary>Gives up on a server that has not begun to answer.</summary>
    public void Abandon()
    {
        if (Interlocked.CompareExchange(ref _state, (int)State.Abandoned, (int)State.Waiting) == (int)State.Waiting)
        {
            try
            {
                // Not on the thread that looks at everybody's health.
                _ = _source.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It is over already.
            }
        }
    }

    public void Dispose() => _source.Dispose();
}
