using System.Diagnostics;

namespace Aegis.Deployment.Tests.Release;

/// <summary>A released server as a service manager starts it: no environment, an empty home, nowhere to write.</summary>
internal static class ReleasedServer
{
    /// <summary>Starts it on a free port.</summary>
    /// <param name="release">What was released.</param>
    /// <param name="home">Its home and working directory.</param>
    /// <param name="settings">Keys and values.</param>
    public static ServerProcess Start(Release release, string home, IEnumerable<KeyValuePair<string, string>> settings)
    {
        string[] args = ["--urls=http://127.0.0.1:0", .. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        var start = new ProcessStartInfo(Path.Combine(release.Program, "aegis"), args) { WorkingDirectory = home };
        start.Environment.Clear();
        start.Environment["HOME"] = home;
        start.Environment["TMPDIR"] = "/no/such/folder";
        return ServerProcess.Start(start);
    }

    /// <summary>Waits until it serves.</summary>
    public static async Task<HttpClient> ReadyAsync(ServerProcess server)
    {
        var client = new HttpClient { BaseAddress = await server.AddressAsync() };
        await Deadline.UntilAsync(async () => (await client.GetAsync("/health")).IsSuccessStatusCode);
        return client;
    }
}
