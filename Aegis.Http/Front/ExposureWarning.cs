using System.Net;
using Aegis.Http.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Aegis.Http.Front;

/// <summary>Warns once, after the start, when others than this machine can reach a server that asks for no key.</summary>
internal sealed class ExposureWarning(IServer server, FrontOptions options, ILogger<ExposureWarning> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var exposed = server.Features.Get<IServerAddressesFeature>()?.Addresses.Where(address => !IsLocal(address)).ToArray() ?? [];
        if (exposed.Length > 0 && options.Keys.Count == 0)
        {
            HttpLog.Exposed(logger, string.Join(", ", exposed));
        }

        return Task.CompletedTask;
    }

    /// <summary>True for an address that only this machine can reach: <c>http://127.0.0.1:8181</c>, <c>http://unix:/run/aegis.sock</c>.</summary>
    public static bool IsLocal(string address)
    {
        var binding = BindingAddress.Parse(address);
        return binding.IsUnixPipe
            || binding.IsNamedPipe
            || binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(binding.Host, out var ip) && IPAddress.IsLoopback(ip));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
