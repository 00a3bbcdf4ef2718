using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aegis.AppHost.Tests;

/// <summary><c>--replicas N</c>: a gateway in front of N servers, at the address that a single server has.</summary>
[Collection(GraphTestGroup.Name)]
public sealed class ReplicaTests : IDisposable
{
    private const string TwoReplicas = "--replicas=2";

    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(3), TimeProvider.System);

    private CancellationToken Cancellation => _deadline.Token;

    public void Dispose() => _deadline.Dispose();

    [Theory]
    [InlineData(null, "embeddings")]
    [InlineData("--replicas=1", "embeddings embeddings-1")]
    [InlineData("--replicas=3", "embeddings embeddings-1 embeddings-2 embeddings-3")]
    public async Task Resources_AreTheGatewayAndItsServers(string? argument, string expected)
    {
        await using var builder = await BuilderAsync(argument is null ? [] : [argument]);

        var projects = builder.Resources.OfType<ProjectResource>().Where(resource => resource.Name != "soak").ToArray();

        Assert.Equal(expected.Split(' '), projects.Select(project => project.Name).Order(StringComparer.Ordinal));
        var front = projects.Single(project => project.Name == "embeddings");
        Assert.Equal(8181, front.Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == "http").Port);
        Assert.EndsWith(
            argument is null ? "Aegis.EmbeddingServer.csproj" : "Aegis.Gateway.csproj",
            front.Annotations.OfType<IProjectMetadata>().Single().ProjectPath,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("64", 64)]
    [InlineData("0", null)]
    [InlineData("65", null)]
    [InlineData("-1", null)]
    [InlineData("two", null)]
    [InlineData("", null)]
    public void Count_IsAWholeNumberFrom1To64(string text, int? count) => Assert.Equal(count, ReplicaCount.Parse(text));

    [Fact]
    public async Task Graph_WithTwoReplicas_ServesThroughTheGatewayAndOutlivesOneOfThem()
    {
        await using var builder = await BuilderAsync(TwoReplicas);
        builder.Services.AddLogging(logging => logging.ClearProviders());
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        foreach (var resource in new[] { "embeddings-1", "embeddings-2", "embeddings" })
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync(resource, Cancellation);
        }

        using var client = app.CreateHttpClient("embeddings");
        var before = await EmbedAsync(client);
        using (var server = Process.GetProcessById(await PidAsync(app, "embeddings-1")))
        {
            server.Kill(entireProcessTree: true);
        }

        for (var request = 0; request < 10; request++)
        {
            Assert.Equal(before, await EmbedAsync(client));
        }

        Assert.Equal(384, before.Length);
    }

    private Task<IDistributedApplicationTestingBuilder> BuilderAsync(params string[] args) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.Aegis_AppHost>(args, Cancellation);

    private async Task<float[]> EmbedAsync(HttpClient client)
    {
        using var response = await client.PostAsJsonAsync("/v1/embeddings", new { input = "through the gateway" }, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, text);
        using var answer = JsonDocument.Parse(text);
        var vector = answer.RootElement.GetProperty("data")[0].GetProperty("embedding");
        return [.. vector.EnumerateArray().Select(component => component.GetSingle())];
    }

    private async Task<int> PidAsync(DistributedApplication app, string resource)
    {
        var running = await app.ResourceNotifications.WaitForResourceAsync(resource, state => Pid(state) is not null, Cancellation);
        return Pid(running)!.Value;
    }

    private static int? Pid(ResourceEvent resource) =>
        resource.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value as int?;
}
