using Aegis.Http.Settings;
using Aegis.ServiceDefaults;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Aegis.Http.Front;

/// <summary>Warns after the start if other machines can reach a service that asks for no key.</summary>
internal sealed class ExposureWarning(IServer server, FrontOptions options, ILogger<ExposureWarning> logger) : LifecycleService
{
    public override Task StartedAsync(CancellationToken cancellationToken)
    {
        var exposed = server.Features.Get<IServerAddressesFeature>()?.Addresses.Where(address => !IsLocal(address)).ToArray() ?? [];
        if (exposed.Length > 0 && options.Keys.Count == 0)
        {
            var first = BindingAddress.Parse(exposed[0]);
            HttpLog.Exposed(logger, string.Join(", ", exposed), $"{first.Scheme}://127.0.0.1:{first.Port}");
        }

        return Task.CompletedTask;
    }

    /// <summary>True if only this machine reaches the address: <c>http://127.0.0.1:8181</c>, <c>http://unix:/run/aegis.sock</c>.</summary>
    public static bool IsLocal(string address)
    {
        var binding = BindingAddress.Parse(address);
        return binding.IsUnixPipe
            || binding.IsNamedPipe
            || Loopback.IsNamed(binding.Host);
    }
}
