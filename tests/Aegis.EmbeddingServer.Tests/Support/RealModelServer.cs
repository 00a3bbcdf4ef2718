namespace Aegis.EmbeddingServer.Tests.Support;

/// <summary>One server with the bundled model for the tests of a class.</summary>
public sealed class RealModelServer : IAsyncLifetime
{
    internal TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
