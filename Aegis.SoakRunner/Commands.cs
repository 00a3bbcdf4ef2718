using System.Net.Sockets;
using System.Text.Json;
using Aegis.ServiceDefaults;
using Aegis.ServiceDefaults.Settings;
using Aegis.SoakRunner.Live;
using Aegis.SoakRunner.Plan;
using Aegis.SoakRunner.Report;
using Aegis.SoakRunner.Report.Compare;
using Aegis.SoakRunner.Run;
using Aegis.SoakRunner.Terminal;

namespace Aegis.SoakRunner;

internal static class Commands
{
    public static async Task<ExitCode> RunAsync(
        string profileName, Uri? givenTarget, string output, bool mayStopTarget, CancellationToken stop)
    {
        var (profile, problem) = ProfileFiles.Find(profileName);
        if (profile is null)
        {
            return await ComplainAsync(ExitCode.WrongUsage, problem!);
        }

        var builder = Host.CreateApplicationBuilder();
        builder.AddServiceDefaults();
        // The view on the terminal shows what the log would show.
        builder.Logging.AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>(level => level >= LogLevel.Error);
        builder.AddSoak(output, mayStopTarget, await RunnerHost.FindTargetAsync(givenTarget, builder.Configuration, stop), profileName);
        using var host = builder.Build();
        await host.StartAsync(stop);
        var feed = host.Services.GetRequiredService<LiveFeed>();
        using var view = new TerminalView(RunConsole.Console, feed, profile);
        var result = await host.Services.GetRequiredService<SoakRuns>().RunAsync(profile, stop);
        await view.EndAsync();
        // Sends the remaining telemetry.
        await host.StopAsync(CancellationToken.None);
        if (result.Report is null)
        {
            return await ComplainAsync(result.Code, result.Message!);
        }

        TerminalReport.Write(RunConsole.Console, result.Report, result.Folder!);
        return result.Code;
    }

    public static async Task<int> ServeAsync(string urls, Uri? givenTarget, string output, bool mayStopTarget, CancellationToken stop)
    {
        if (urls.Contains("https:", StringComparison.OrdinalIgnoreCase))
        {
            return (int)await ComplainAsync(ExitCode.WrongUsage, $"The page is served over http only, and --urls is {urls}");
        }

        await using var app = await BuildPageAsync(urls, givenTarget, output, mayStopTarget, stop);
        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception exception) when (exception is IOException or SocketException or InvalidOperationException)
        {
            // An address that is in use, or that this machine does not have.
            return (int)await ComplainAsync(
                ExitCode.WrongUsage, $"The page cannot be served: {exception.Message} ({ListenSettings.Urls} is {urls})");
        }

        await Console.Out.WriteLineAsync($"The page is at {string.Join(", ", app.Urls)}; Ctrl+C ends it.");
        await app.WaitForShutdownAsync(stop);
        await app.Services.GetRequiredService<SoakRuns>().Last;
        return (int)ExitCode.Pass;
    }

    /// <exception cref="TelemetryConfigurationException">An address to listen on, or another setting, is wrong.</exception>
    public static async Task<WebApplication> BuildPageAsync(
        string urls, Uri? givenTarget, string output, bool mayStopTarget, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        // Request logs of the page would hide the runs.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // The start reports its own failure.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.WebHost.UseUrls(urls.Split(';', StringSplitOptions.RemoveEmptyEntries));
        if (ListenSettings.Mistakes(builder.Configuration).ToArray() is { Length: > 0 } mistakes)
        {
            throw new TelemetryConfigurationException(mistakes);
        }

        builder.AddServiceDefaults();
        builder.AddSoak(output, mayStopTarget, await RunnerHost.FindTargetAsync(givenTarget, builder.Configuration, stop));
        var app = builder.Build();
        app.MapHealth();
        app.MapLivePage();
        return app;
    }

    public static ExitCode Report(string folder) => Read(folder) is not { } report
        ? ExitCode.WrongUsage
        : Written(folder, report);

    public static ExitCode Compare(string first, string second)
    {
        if (Read(first) is not { } a || Read(second) is not { } b)
        {
            return ExitCode.WrongUsage;
        }

        Console.Out.WriteLine(CompareReport.Write(a, b));
        return ExitCode.Pass;
    }

    public static ExitCode Profiles()
    {
        foreach (var profile in ProfileFiles.All())
        {
            Console.Out.WriteLine(
                Wording.Of($"{profile.Name,-11}{TimeSpan.FromSeconds(profile.TotalSeconds()):h\\:mm\\:ss}  {profile.Description}"));
        }

        return ExitCode.Pass;
    }

    private static ExitCode Written(string folder, SoakReport report)
    {
        try
        {
            ReportFolder.WriteAll(folder, report);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The reports of {folder} cannot be written: {exception.Message}");
            return ExitCode.WrongUsage;
        }

        TerminalReport.Write(RunConsole.Console, report, Path.GetFullPath(folder));
        return ExitCodes.Of(report.Verdict.Outcome);
    }

    private static SoakReport? Read(string folder)
    {
        try
        {
            var report = File.Exists(Path.Combine(folder, "report.json")) ? ReportFolder.Read(folder) : RunFolder.Recover(folder);
            if (report is null)
            {
                Console.Error.WriteLine($"{folder} is not the folder of a run.");
            }

            return report;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The run in {folder} cannot be read: {exception.Message}");
            return null;
        }
    }

    private static async Task<ExitCode> ComplainAsync(ExitCode code, string message)
    {
        await Console.Error.WriteLineAsync(message);
        return code;
    }
}
