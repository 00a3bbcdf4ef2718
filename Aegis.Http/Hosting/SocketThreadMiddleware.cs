using Aegis.Http.Bodies;

namespace Aegis.Http.Hosting;

/// <summary>
/// The thread that waits for sockets also handles requests, and continues with all requests that a connection has sent. A
/// client that sends many requests without waiting for answers could keep that thread busy. So after a few requests of one
/// connection in a row, the next one moves to the thread pool. A request with a large body moves there too.
/// </summary>
internal sealed class SocketThreadMiddleware(RequestDelegate next)
{
    /// <summary>Requests of one connection in a row on one thread. A client that waits for answers sends fewer together.</summary>
    public const int LimitInARow = 16;

    [ThreadStatic]
    private static string? _connection;

    [ThreadStatic]
    private static int _count;

    public async Task InvokeAsync(HttpContext context)
    {
        if (IsAtLimit(context.Connection.Id) || context.Request.ContentLength > BodyGate.SmallBytes)
        {
            await Task.Yield();
        }

        await next(context);
    }

    private static bool IsAtLimit(string connection)
    {
        _count = _connection == connection ? _count + 1 : 1;
        _connection = connection;
        if (_count < LimitInARow)
        {
            return false;
        }

        _count = 0;
        return true;
    }
}
