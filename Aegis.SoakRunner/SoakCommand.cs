using System.CommandLine;
using System.CommandLine.Parsing;
using Aegis.Capacity.Commands;
using Aegis.ServiceDefaults;
using Aegis.ServiceDefaults.Streams;
using Aegis.SoakRunner.CapacityCheck;
using Aegis.SoakRunner.Run;

namespace Aegis.SoakRunner;

internal static class SoakCommand
{
    /// <summary>After Ctrl+C the run is judged and the report is written.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(30);

    private static readonly Option<Uri?> Target = new("--target")
    {
        CustomParser = ParseTarget,
        Description =
            $"Base address of the server. Default: the resource 'embeddings' of the Aspire graph, else {RunnerHost.DefaultTarget}",
    };

    private static readonly Option<string> Profile = new("--profile")
    {
        Description = "Name of a profile (see 'profiles'), or the path of a file",
        DefaultValueFactory = _ => "smoke",
    };

    private static readonly Option<string> Output = new("--output")
    {
        Description = "Folder that gets a folder for each run",
        DefaultValueFactory = _ => Path.Combine("artifacts", "soak"),
    };

    private static readonly Option<bool> MayStopTarget = new("--may-stop-target")
    {
        Description = "Lets the profile 'faults' end a local target by SIGTERM when it is done with it",
    };

    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Where the page listens",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ASPNETCORE_URLS") is { Length: > 0 } urls
            ? urls
            : "http://127.0.0.1:8182",
    };

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        try
        {
            var code = await parsed.InvokeAsync(new InvocationConfiguration
            {
                ProcessTerminationTimeout = TerminationTimeout,
                EnableDefaultExceptionHandler = false,
            });
            return parsed.Errors.Count > 0 ? (int)ExitCode.WrongUsage : code;
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Stopped;
        }
    }

    // A run and the page need no terminal. A wrong variable is a mistake of the user: a message without stack trace.
    private static async Task<int> ComplainingAsync(Func<Task<int>> command)
    {
        StandardStreams.LoseOutput();
        try
        {
            return await command();
        }
        catch (TelemetryConfigurationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return (int)ExitCode.WrongUsage;
        }
    }

    private static RootCommand Root()
    {
        var run = new Command(
            "run", "Load the server by a profile, judge it, and write a report") { Profile, Target, Output, MayStopTarget };
        run.SetAction(
            (result, stop) =>
                ComplainingAsync(
                    async () => (int)await Commands.RunAsync(
                        result.GetValue(Profile)!, result.GetValue(Target), result.GetValue(Output)!, result.GetValue(MayStopTarget),
                        stop)));

        var serve = new Command(
            "serve", "Serve the live page, from which runs are started and watched") { Urls, Target, Output, MayStopTarget };
        serve.SetAction(
            (result, stop) =>
                ComplainingAsync(
                    () => Commands.ServeAsync(
                        result.GetValue(Urls)!, result.GetValue(Target), result.GetValue(Output)!, result.GetValue(MayStopTarget), stop)));

        var folder = new Argument<string>("folder") { Description = "Folder of a run, also of one that was cut off" };
        var report = new Command("report", "Write a run's reports anew from what it measured") { folder };
        report.SetAction(result => (int)Commands.Report(result.GetValue(folder)!));

        var first = new Argument<string>("a") { Description = "Folder of a run" };
        var second = new Argument<string>("b") { Description = "Folder of another" };
        var compare = new Command("compare", "Put two runs side by side") { first, second };
        compare.SetAction(result => (int)Commands.Compare(result.GetValue(first)!, result.GetValue(second)!));

        var profiles = new Command("profiles", "List the profiles that come with the runner");
        profiles.SetAction(_ => (int)Commands.Profiles());

        return new RootCommand("Loads an embeddings server, checks every answer, and ends in a verdict")
        {
            run,
            serve,
            report,
            compare,
            profiles,
            CapacityCommand.Create(CheckCommand.Create(Target)),
        };
    }

    private static Uri? ParseTarget(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https"))
        {
            return address;
        }

        result.AddError($"--target must be an http or https address, such as {RunnerHost.DefaultTarget}");
        return null;
    }
}
