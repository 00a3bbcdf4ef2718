using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Aegis.EmbeddingServer.Tests.Api;

/// <summary>Nothing else runs beside these tests: they look at the memory of the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryTestGroup
{
    public const string Name = "memory";
}

/// <summary>Bodies that break servers: always the envelope, never a 500, and no memory left behind.</summary>
[Collection(MemoryTestGroup.Name)]
public sealed class NastyBodyTests(NastyBodyTests.Server fixture) : IClassFixture<NastyBodyTests.Server>
{
    /// <summary>One largest body may still be on its way out of the client. A round sends 250 MB.</summary>
    private const long MaxGrowthBytes = 40 * 1024 * 1024;

    private HttpClient Client => fixture.Instance.Client;

    public static TheoryData<string> Names => [.. NastyBodies.Wrong.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Post_NastyBody_IsTheCallersErrorInTheEnvelope(string name)
    {
        var error = await SendAsync(name);

        Assert.True(
            error.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.RequestEntityTooLarge,
            error.ToString());
        Assert.Equal("invalid_request_error", error.Type);
        // A message shows at most a part of what was sent.
        Assert.InRange(error.Message.Length, 1, 500);
    }

    [Fact]
    public async Task Post_NastyBodiesAgainAndAgain_LeaveNoMemoryBehind()
    {
        await RoundAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await RoundAsync();
        await RoundAsync();
        var after = GC.GetTotalMemory(forceFullCollection: true);

        Assert.InRange(after - before, long.MinValue, MaxGrowthBytes);
        Assert.Equal(0, fixture.Instance.Services.GetRequiredService<BodyGate>().Held);
        Assert.Single(await EmbeddingsCaller.VectorsAsync(Client, new { input = "still there" }));
    }

    private async Task RoundAsync()
    {
        foreach (var name in NastyBodies.Wrong.Keys)
        {
            await SendAsync(name);
        }
    }

    private async Task<ErrorAnswer> SendAsync(string name)
    {
        using var response = await EmbeddingsCaller.PostAsync(Client, NastyBodies.Wrong[name]());
        return await EmbeddingsCaller.ErrorAsync(response);
    }

    public sealed class Server : IAsyncLifetime
    {
        internal TestServer Instance { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Instance = await TestServer.StartAsync("Aegis:Backend=deterministic");

        public ValueTask DisposeAsync() => Instance.DisposeAsync();
    }
}
