using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace Aegis.AppHost;

/// <summary>
/// The ports of the graph. Aspire starts its dashboard when another program has one of them, and reports the failure only there.
/// </summary>
internal static class FixedPorts
{
    private const string Code = "Aegis.AppHost/AppHost.cs";
    private const string Profile = "Aegis.AppHost/Properties/launchSettings.json";

    private const int CannotStart = 2;

    // Variables of the launch profile.
    private static readonly (string Variable, string User)[] OfDashboard =
    [
        ("ASPNETCORE_URLS", "the dashboard"),
        ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "the dashboard's telemetry"),
        ("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "the dashboard's resources"),
    ];

    /// <summary>A fixed port without the orchestrator's proxy; a free port when Aspire is told to randomize ports, as in tests.</summary>
    public static int Unproxied(IConfiguration configuration, int port) => AreRandom(configuration) ? Free() : port;

    public static int Free()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Ends the process with messages and exit code 2 if another program listens on a port of the graph.</summary>
    public static void EndIfTaken(IDistributedApplicationBuilder app)
    {
        if (!app.ExecutionContext.IsRunMode || AreRandom(app.Configuration))
        {
            return;
        }

        string[] problems = [.. Problems(app, IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners())];
        if (problems.Length > 0)
        {
            Console.Error.WriteLine(string.Join(Environment.NewLine, problems));
            Environment.Exit(CannotStart);
        }
    }

    /// <summary>A line for each port of the graph on which another program listens.</summary>
    public static IEnumerable<string> Problems(IDistributedApplicationBuilder app, IReadOnlyCollection<IPEndPoint> listeners)
    {
        var taken = listeners.Where(listener => IsForLoopback(listener.Address)).Select(listener => listener.Port).ToHashSet();
        return Ports(app).Where(port => taken.Contains(port.Number)).Select(port =>
            $"Another program listens on port {port.Number}, which is the port of {port.User}. Stop that program, or change the port in "
            + $"{port.File}. A graph that was stopped frees its ports after some seconds.");
    }

    private static IEnumerable<(int Number, string User, string File)> Ports(IDistributedApplicationBuilder app) =>
    [
        .. from resource in app.Resources
           from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
           where endpoint.Port is > 0
           select (endpoint.Port ?? 0, $"the resource {resource.Name}", Code),
        .. from setting in OfDashboard
           from url in (app.Configuration[setting.Variable] ?? string.Empty).Split(';')
           let address = Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed : null
           where address is not null
           select (address.Port, $"{setting.User} ({setting.Variable} is {url})", Profile),
    ];

    private static bool AreRandom(IConfiguration configuration) => configuration.GetValue("DcpPublisher:RandomizePorts", false);

    private static bool IsForLoopback(IPAddress address) =>
        IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
