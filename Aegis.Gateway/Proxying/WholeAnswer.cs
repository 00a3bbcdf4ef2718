using System.Buffers;
using Yarp.ReverseProxy.Transforms;

namespace Aegis.Gateway.Proxying;

/// <summary>
/// A small answer is passed on once all of it is there: in one piece, so that its caller waits for one packet, and not at
/// all when the server breaks off or hangs in its middle, so that another one can be asked.
/// </summary>
internal static class WholeAnswer
{
    private const int MostBytes = 64 * 1024;

    /// <summary>Passes on a small answer; a larger one, or one without a length, is left to the proxy.</summary>
    /// <exception cref="HttpRequestException">The server broke off: the proxy takes it for a failure of the server.</exception>
    /// <exception cref="OperationCanceledException">The server took too long, or was given up on.</exception>
    public static async ValueTask PassOnAsync(ResponseTransformContext answer, Attempt attempt)
    {
        // The length of an answer to HEAD is of what GET would get.
        if (HttpMethods.IsHead(answer.HttpContext.Request.Method) || answer.ProxyResponse?.Content is not { Headers.ContentLength: > 0 and <= MostBytes and var length } content)
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
