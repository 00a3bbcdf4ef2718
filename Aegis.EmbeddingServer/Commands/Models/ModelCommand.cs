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

    public static Command Create(IReadOnlyList<string> settings) => new("model", "Download a model, look at its folder, and prove it")
    {
        PullCommand.Create(),
        Report(settings, "inspect", "Everything found in a folder, what would be served and why", (_, settings) =>
            new ModelInspection(settings, Console.Out).Run()),
        Report(settings, "verify", "Checksums, canary, effect of neighbours and speed of every file that could be served", Verify),
    };

    // An unknown option would become the folder.
    private static void RefuseOption(ArgumentResult result)
    {
        if (result.Tokens is [{ Value: ['-', ..] } token, ..])
        {
            result.AddError($"{token.Value} is no option of this command");
        }
    }

    private static bool Verify(IServiceProvider services, LoadSettings settings) => new ModelVerification(
        settings, services.GetRequiredService<CandidateLoader>(), services.GetRequiredService<TimeProvider>(), Console.Out).Run();

    private static Command Report(
        IReadOnlyList<string> settings, string name, string description, Func<IServiceProvider, LoadSettings, bool> run)
    {
        var command = new Command(name, description) { Folder };
        command.SetAction(result =>
        {
            var folder = new Dictionary<string, string?> { ["Aegis:Model:Directory"] = result.GetValue(Folder) };
            using var host = CommandHost.Build(settings, folder);
            return run(host.Services, host.Services.GetRequiredService<LoadSettings>()) ? 0 : 1;
        });
        return command;
    }
}
