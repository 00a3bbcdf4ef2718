using System.CommandLine;
using System.CommandLine.Parsing;
using Aegis.ServiceDefaults;
using Aegis.SoakRunner.Plan;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aegis.SoakRunner;

/// <summary>The command line.</summary>
internal static class SoakCommand
{
    private const string TargetResource = "embeddings";
    private const string DefaultTarget = "http://127.0.0.1:8181";

    private static readonly Option<Uri?> Target = new("--target")
    {
        CustomParser = ParseTarget,
        Description = $"Base address of the server. Default: the resource '{TargetResource}' of the Aspire graph, else {DefaultTarget}",
    };

    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "How long to load it: 1 to 86,400",
        DefaultValueFactory = _ => 60,
    };

    private static readonly Option<int> Connections = new("--connections")
    {
        Description = "Requests in flight at the same time, each on a connection of its own: 1 to 1,000",
        DefaultValueFactory = _ => 4,
    };

    /// <summary>Parses, runs, and gives the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var run = new Command("run", "Load the server and judge its answers") { Target, Seconds, Connections };
        Bound(Seconds, 1, 86_400);
        Bound(Connections, 1, 1_000);
        run.SetAction(async (result, cancellationToken) => (int)await RunPlanAsync(ReadPlan(result), cancellationToken));

        var root = new RootCommand("Loads an Aegis embeddings server and ends in a verdict") { run };
        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync();
        return parsed.Errors.Count > 0 ? (int)ExitCode.WrongUsage : code;
    }

    private static Uri? ParseTarget(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https"))
        {
            return address;
        }

        result.AddError($"--target must be an http or https address, such as {DefaultTarget}");
        return null;
    }

    private static void Bound(Option<int> option, int least, int most) =>
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var value) || value < least || value > most))
            {
                result.AddError($"{option.Name} must be from {least} to {most}");
            }
        });

    private static SoakPlan ReadPlan(ParseResult result) =>
        new(result.GetValue(Target), TimeSpan.FromSeconds(result.GetValue(Seconds)), result.GetValue(Connections));

    private static async Task<ExitCode> RunPlanAsync(SoakPlan plan, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.AddServiceDefaults();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var discovered = builder.Configuration.GetSection($"services:{TargetResource}").Exists();
        var target = plan.Target ?? new Uri(discovered ? $"http://{TargetResource}" : DefaultTarget);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddTransient<SoakRun>();
        builder.Services.AddHttpClient<SoakRun>(client =>
        {
            client.BaseAddress = target;
            client.Timeout = SoakPlan.RequestTimeout;
        });
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var code = await host.Services.GetRequiredService<SoakRun>().RunAsync(plan, Console.Out, cancellationToken);
        // What telemetry still waits is sent before the process ends.
        await host.StopAsync(CancellationToken.None);
        return code;
    }
}
