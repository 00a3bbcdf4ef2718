using System.CommandLine.Parsing;
using System.CommandLine;
using Aegis.EmbeddingServer.Commands.Common;
using Aegis.Engine.Loading;

namespace Aegis.EmbeddingServer.Commands.Models;

/// <summary><c>model</c>: download a model, look at its folder, and prove it.</summary>
internal static class ModelCommand
{
    private static readonly Argument<string?> Folder = new("DIR")
    {
        Description = "A folder in the Hugging Face layout. Default: the model that would be served",
        Arity = ArgumentArity.ZeroOrOne,
        Validators = { RefuseOption },
    };

    /// <summary>Makes it.</summary>
    /// <param name="settings">Settings of the command line.</param>
    public static Command Create(IReadOnlyList<string> settings) => new("model", "Download a model, look at its folder, and prove it")
    {
        PullCommand.Create(),
        Report(settings, "inspect", "Everything found in a folder, what would be served and why", (_, settings) =>
            new ModelInspection(settings, Console.Out).Run()),
        Report(settings, "verify", "Checksums, canary, effect of neighbours and speed of every file that could be served", (services, settings) =>
        {
            var (loader, clock) = (services.GetRequiredService<CandidateLoader>(), services.GetRequiredService<TimeProvider>());
            return new ModelVerification(settings, loader, clock, Console.Out).Run();
        }),
    };

    // What looks like an option and is none would be taken for the folder.
    private static void RefuseOption(ArgumentResult result)
    {
        if (result.Tokens is [{ Value: ['-', ..] } token, ..])
        {
            result.AddError($"{token.Value} is no option of this command");
        }
    }

    private static Command Report(IReadOnlyList<string> settings, string name, string description, Func<IServiceProvider, LoadSettings, bool> run)
    {
        var command = new Command(name, description) { Folder };
        command.SetAction(result =>
        {
            using var host = CommandHost.Build(settings, new Dictionary<string, string?> { ["Aegis:Model:Directory"] = result.GetValue(Folder) });
            return run(host.Services, host.Services.GetRequiredService<LoadSettings>()) ? 0 : 1;
        });
        return command;
    }
}
