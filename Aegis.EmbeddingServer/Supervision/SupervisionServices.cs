using Microsoft.Extensions.Hosting.Systemd;

namespace Aegis.EmbeddingServer.Supervision;

/// <summary>What a server needs that nobody watches. Nothing of it has an effect in a terminal.</summary>
internal static class SupervisionServices
{
    private const string WindowsServiceName = "Aegis";

    /// <summary>A notification socket is there: systemd's, or of another that speaks its protocol.</summary>
    private static bool IsNotified => OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 };

    public static IServiceCollection AddSupervision(this IServiceCollection services)
    {
        if (IsNotified)
        {
            services.AddSingleton<ISystemdNotifier, SystemdNotifier>().AddHostedService<SupervisorNotice>();
        }

        if (OperatingSystem.IsWindows())
        {
            services.AddWindowsService(service => service.ServiceName = WindowsServiceName);
        }

        return services;
    }
}
