using Aegis.Http.Bodies;

namespace Aegis.Http.Hosting;

/// <summary>
/// Requests are handled on the thread that waits for sockets, and the web server goes on with whatever a connection has
/// sent already: a client that sends request after request without waiting would keep that thread for itself. So one
/// connection gets a few in a row, and the next one goes to the pool; so does one with a large body.
/// </summary>
internal sealed class SocketThreadMiddleware(RequestDelegate next)
{
    /// <summary>Requests of one connection in a row on one thread: more than come together from a client that waits for answers.</summary>
    public const int InARow = 16;

    [ThreadStatic]
    private static string? _connection;

    [ThreadStatic]
    private static int _count;

    public async Task InvokeAsync(HttpContext context)
    {
        if (IsEnough(context.Connection.Id) || context.Request.ContentLength > BodyGate.SmallBytes)
        {
            await Task.Yield();
        }

        await next(context);
    }

    private static bool IsEnough(string connection)
    {
        _count = _connection == connection ? _count + 1 : 1;
        _connection = connection;
        if (_count < InARow)
        {
            return false;
        }

        _count = 0;
        return true;
    }
}
