using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aegis.Testing.Processes;

namespace Aegis.AppHost.Tests;

/// <summary>Ports of the graph that another program has. The graph does not start.</summary>
[Collection(GraphTestGroup.Name)]
public sealed class FixedPortsTests
{
    [Theory]
    [InlineData("127.0.0.1:8181", "port 8181, which is the port of the resource embeddings. Stop that program, or")]
    [InlineData("0.0.0.0:8181", "port 8181, which is the port of the resource embeddings. Stop that program, or")]
    [InlineData("[::]:8181", "port 8181, which is the port of the resource embeddings. Stop that program, or")]
    [InlineData("[::1]:15181", "port 15181, which is the port of the dashboard (ASPNETCORE_URLS is http://localhost:15181)")]
    [InlineData("127.0.0.1:15182", "port 15182, which is the port of the dashboard's telemetry (ASPIRE_DASHBOARD_OTLP")]
    [InlineData("127.0.0.1:15183", "port 15183, which is the port of the dashboard's resources (ASPIRE_RESOURCE_SERVICE")]
    [InlineData("192.0.2.1:8181", null)]
    [InlineData("127.0.0.1:8180", null)]
    public async Task Problems_PortWithAListener_NamesPortUserAndFile(string listener, string? expected)
    {
        await using var builder = await BuilderAsync();
        // Tests have other values.
        builder.Configuration["ASPNETCORE_URLS"] = "http://localhost:15181";
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:15182";
        builder.Configuration["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = "http://localhost:15183";

        string[] problems = [.. FixedPorts.Problems(builder, [IPEndPoint.Parse(listener)])];

        if (expected is null)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.Contains(expected, Assert.Single(problems), StringComparison.Ordinal);
        }
    }

    // Else the orchestrator accepts connections before the runner is started, and answers none.
    [Fact]
    public async Task Soak_BeforeItsStart_HasNoProxy()
    {
        await using var builder = await BuilderAsync();

        var endpoint = builder.Resources.Single(resource => resource.Name == "soak").Annotations.OfType<EndpointAnnotation>().Single();

        Assert.False(endpoint.IsProxied);
    }

    [Fact]
    public async Task Graph_PortTaken_EndsBeforeTheDashboardAndSaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Aegis.AppHost.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = $"http://localhost:{port}";
        start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        start.Environment["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:15182";

        var (exitCode, _, errors) = await ChildProcess.EndAsync(ChildProcess.Start(start));

        Assert.Equal(2, exitCode);
        Assert.Contains($"Another program listens on port {port}, which is the port of the dashboard", errors, StringComparison.Ordinal);
    }

    private static Task<IDistributedApplicationTestingBuilder> BuilderAsync() =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.Aegis_AppHost>([], TestContext.Current.CancellationToken);
}
