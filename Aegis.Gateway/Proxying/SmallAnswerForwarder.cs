using System.Buffers;
using Aegis.Gateway.Balancing;
using Yarp.ReverseProxy.Transforms;

namespace Aegis.Gateway.Proxying;

/// <summary>
/// Passes on a small answer only when all of it has arrived. The caller then gets it in one packet. If the connection to
/// the server breaks or times out before that, the gateway can still ask another server.
/// </summary>
internal static class SmallAnswerForwarder
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>Passes on a small answer. The proxy itself passes on a large one, and one without a length.</summary>
    /// <exception cref="HttpRequestException">The connection broke. The proxy reports a failure of the server.</exception>
    /// <exception cref="OperationCanceledException">The server took too long, or the attempt was abandoned.</exception>
    public static async ValueTask ForwardAsync(ResponseTransformContext answer, Attempt attempt)
    {
        // The answer to HEAD has the length of the answer to GET, but no body.
        if (HttpMethods.IsHead(answer.HttpContext.Request.Method)
            || answer.ProxyResponse?.Content is not { Headers.ContentLength: > 0 and <= MaxBytes and var length } content)
        {
            attempt.BeginToAnswer();
            return;
        }

        answer.SuppressResponseBody = true;
        var buffer = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            var body = await content.ReadAsStreamAsync(answer.CancellationToken);
            await body.ReadExactlyAsync(buffer.AsMemory(0, (int)length), answer.CancellationToken);
            attempt.BeginToAnswer();
            await answer.HttpContext.Response.BodyWriter.WriteAsync(buffer.AsMemory(0, (int)length), answer.CancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
