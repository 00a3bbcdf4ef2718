using Microsoft.AspNetCore.Http;

namespace Aegis.EmbeddingServer.Tests.Api;

public sealed class SocketThreadTests
{
    [Fact]
    public void Requests_OfOneConnectionInARow_LeaveTheThreadAfterAFew()
    {
        var onThread = HandledOnCallersThread(Enumerable.Repeat("a", 3 * SocketThreadMiddleware.LimitInARow));

        Assert.Equal(3 * (SocketThreadMiddleware.LimitInARow - 1), onThread);
    }

    [Fact]
    public void Requests_OfSeveralConnections_StayOnTheThread()
    {
        string[] connections = [.. Enumerable.Range(0, 100).Select(request => $"connection {request % 2}")];

        Assert.Equal(connections.Length, HandledOnCallersThread(connections));
    }

    [Fact]
    public void Request_WithALargeBody_LeavesTheThread() =>
        Assert.Equal(0, HandledOnCallersThread(["a"], BodyGate.SmallBytes + 1));

    // On a thread of its own: one of the pool could be the one that goes on.
    private static int HandledOnCallersThread(IEnumerable<string> connections, long? bodyBytes = null)
    {
        var count = 0;
        var thread = new Thread(() =>
        {
            var caller = Environment.CurrentManagedThreadId;
            var middleware = new SocketThreadMiddleware(_ =>
            {
                count += Environment.CurrentManagedThreadId == caller ? 1 : 0;
                return Task.CompletedTask;
            });
            foreach (var connection in connections)
            {
                var context = new DefaultHttpContext();
                context.Connection.Id = connection;
                context.Request.ContentLength = bodyBytes;
                middleware.InvokeAsync(context).GetAwaiter().GetResult();
            }
        });
        thread.Start();
        thread.Join();
        return count;
    }
}
