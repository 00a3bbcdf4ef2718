using Microsoft.Extensions.Hosting.Systemd;

namespace Aegis.EmbeddingServer.Supervision;

/// <summary>Services for a server under a service manager. Without one they do nothing.</summary>
internal static class SupervisionServices
{
    private const string WindowsServiceName = "Aegis";

    /// <summary>True if there is a notification socket of systemd, or of another program with its protocol.</summary>
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
