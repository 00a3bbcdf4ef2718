using System.Net.Sockets;
using Yarp.ReverseProxy.Forwarder;

namespace Aegis.Gateway.Health;

/// <summary>Why a server could not be reached, where that is a fault of the server or of the way to it.</summary>
internal static class ServerFault
{
    // What the gateway's own machine is out of: no server is worse for it.
    private static readonly SocketError[] Own = [SocketError.TooManyOpenSockets, SocketError.NoBufferSpaceAvailable, SocketError.AddressNotAvailable];

    /// <summary>True for a connection that was not accepted in time: of time-outs, the HTTP client tells these alone by this.</summary>
    public static bool IsConnectTimeout(Exception? exception) => exception is OperationCanceledException { InnerException: TimeoutException };

    /// <summary>True when the gateway's own machine lacks what a connection needs.</summary>
    public static bool IsOwn(Exception? exception) => exception?.InnerException is SocketException socket && Own.Contains(socket.SocketErrorCode);

    /// <summary>What to say of a server that a request could not be sent to; null when it could, or when the fault is the gateway's.</summary>
    public static string? Of(IForwarderErrorFeature error) => error.Exception switch
    {
        var exception when IsOwn(exception) => null,
        { } exception when IsConnectTimeout(exception) => "it does not accept a connection in time",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } exception
            when error.Error == ForwarderError.Request => Text(exception),
        _ => null,
    };

    /// <summary>The message that says most.</summary>
    public static string Text(HttpRequestException exception) => exception.InnerException?.Message ?? exception.Message;
}
