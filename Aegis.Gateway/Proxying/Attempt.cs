using System.Net;
using Aegis.Gateway.Balancing;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Proxying;

/// <summary>One request at one server.</summary>
/// <param name="bytes">Length of its text.</param>
/// <param name="alternatives">Who else may be asked when this server refuses; null: nobody, since this is the second one.</param>
/// <param name="callers">Cancelled when the caller has gone.</param>
internal sealed class Attempt(long bytes, Alternatives? alternatives, CancellationToken callers) : IDisposable
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

    /// <summary>True when the server was given up on before anything of its answer was passed on.</summary>
    public bool IsAbandoned => Volatile.Read(ref _state) == (int)State.Abandoned;

    /// <summary>True when the server refused, and its answer was not passed on.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>True when the answer is a refusal that somebody else may do better than; it is not passed on then.</summary>
    /// <param name="status">Status of the answer.</param>
    /// <param name="asked">Whose answer it is.</param>
    public bool IsRefusedBy(HttpStatusCode status, DestinationState? asked)
    {
        IsRefused = status switch
        {
            // It has no place now; one that is not known to be well would hardly have.
            HttpStatusCode.TooManyRequests => alternatives?.AreThere(asked) is true,
            // It cannot serve: whoever there is may do better.
            HttpStatusCode.ServiceUnavailable => alternatives?.MayBeThere(asked) is true,
            _ => false,
        };
        return IsRefused;
    }

    /// <summary>The answer is about to be passed on: from now on the server is not given up on any more.</summary>
    /// <exception cref="OperationCanceledException">It has been given up on already.</exception>
    public void BeginToAnswer()
    {
        if (Interlocked.CompareExchange(ref _state, (int)State.Answering, (int)State.Waiting) == (int)State.Abandoned)
        {
            throw new OperationCanceledException("the server was given up on as it answered");
        }
    }

    /// <summary>Gives up on a server of whose answer nothing has been passed on.</summary>
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
