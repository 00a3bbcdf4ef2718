using System.Net.Sockets;
using Yarp.ReverseProxy.Forwarder;

namespace Aegis.Gateway.Health;

/// <summary>Tells faults of a server, or of the network, from faults of the gateway's own machine.</summary>
internal static class ServerFault
{
    // The gateway's own machine has no more of these resources. The server is not at fault.
    private static readonly SocketError[] OfTheGateway =
        [SocketError.TooManyOpenSockets, SocketError.NoBufferSpaceAvailable, SocketError.AddressNotAvailable];

    /// <summary>True when a connection was not accepted in time. The HTTP client adds this inner exception to no other time-out.</summary>
    public static bool IsConnectTimeout(Exception? exception) =>
        exception is OperationCanceledException { InnerException: TimeoutException };

    public static bool IsOfTheGateway(Exception? exception) =>
        exception?.InnerException is SocketException socket && OfTheGateway.Contains(socket.SocketErrorCode);

    /// <summary>Why a request could not be sent to a server; null when it was sent, or when the gateway is at fault.</summary>
    public static string? Of(IForwarderErrorFeature error) => error.Exception switch
    {
        var exception when IsOfTheGateway(exception) => null,
        { } exception when IsConnectTimeout(exception) => "it did not accept a connection in time",
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError,
        } exception when error.Error == ForwarderError.Request => Text(exception),
        _ => null,
    };

    /// <summary>The inner message names the cause.</summary>
    public static string Text(HttpRequestException exception) => exception.InnerException?.Message ?? exception.Message;
}
