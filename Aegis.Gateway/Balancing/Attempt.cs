using System.Net;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Balancing;

/// <summary>One request at one server.</summary>
/// <param name="bytes">Length of the body.</param>
/// <param name="alternatives">The servers that the gateway may ask if this one refuses; null for the second attempt.</param>
/// <param name="callers">Cancelled when the caller closes the connection.</param>
internal sealed class Attempt(long bytes, ReplicaCluster? alternatives, CancellationToken callers) : IDisposable
{
    /// <summary>Fixed cost of a request, in bytes of body: a request without a body is load too.</summary>
    private const int BytesOfARequest = 256;

    private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(callers);
    private int _state;

    private enum State
    {
        Waiting,
        Answering,
        Abandoned,
    }

    /// <summary>The load on the server, in bytes of body.</summary>
    public long Cost { get; } = bytes + BytesOfARequest;

    /// <summary>Cancelled when the caller closes the connection, and when the attempt is abandoned.</summary>
    public CancellationToken Cancelled => _source.Token;

    public bool IsCallerGone => callers.IsCancellationRequested;

    public bool IsAbandoned => Volatile.Read(ref _state) == (int)State.Abandoned;

    /// <summary>True when the server refused and the gateway did not pass on that answer.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>True when no Aegis server wrote the answer. The gateway does not pass it on.</summary>
    public bool IsForeign { get; set; }

    /// <summary>True when the answer is a refusal and the gateway should ask another server instead of passing it on.</summary>
    public bool IsRefusedBy(HttpStatusCode status, DestinationState? asked)
    {
        IsRefused = status switch
        {
            // The queue is full. A server that is not healthy is no better choice.
            HttpStatusCode.TooManyRequests => alternatives?.HasAvailableBeside(asked) is true,
            // The server cannot serve. Any other server is a better choice.
            HttpStatusCode.ServiceUnavailable => alternatives?.HasAnyBeside(asked) is true,
            _ => false,
        };
        return IsRefused;
    }

    /// <summary>The gateway is about to pass on the answer. After this call the attempt cannot be abandoned.</summary>
    /// <exception cref="OperationCanceledException">The attempt is abandoned already.</exception>
    public void BeginToAnswer()
    {
        if (Interlocked.CompareExchange(ref _state, (int)State.Answering, (int)State.Waiting) == (int)State.Abandoned)
        {
            throw new OperationCanceledException("the attempt was abandoned as the server answered");
        }
    }

    /// <summary>Ends the attempt, unless the gateway has begun to pass on the answer.</summary>
    public void Abandon()
    {
        if (Interlocked.CompareExchange(ref _state, (int)State.Abandoned, (int)State.Waiting) == (int)State.Waiting)
        {
            try
            {
                // Asynchronous: callbacks must not hold up the health checks.
                _ = _source.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // The attempt has ended.
            }
        }
    }

    public void Dispose() => _source.Dispose();
}
