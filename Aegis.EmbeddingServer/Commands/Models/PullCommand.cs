using System.CommandLine.Parsing;
using System.CommandLine;
using Aegis.EmbeddingServer.Commands.Common;
using Aegis.EmbeddingServer.Hub;
using Aegis.Engine.ModelFolders;

namespace Aegis.EmbeddingServer.Commands.Models;

/// <summary><c>model pull</c>: a model from the Hugging Face hub into a folder.</summary>
internal static class PullCommand
{
    private static readonly Argument<ModelReference> Reference = new("ID")
    {
        Description = "ORGANISATION/NAME of a model on the hub, then perhaps @REVISION: a branch, a tag or a commit. Default: main",
        CustomParser = ParseReference,
    };

    private static readonly Option<DirectoryInfo?> Output = new("--output")
    {
        HelpName = "DIR",
        Description = "The folder to write. Default: models/NAME in the working directory",
        CustomParser = OptionParsers.Folder,
    };

    private static readonly Option<string[]> Files = new("--file")
    {
        Description = "An ONNX file by its path in the model, such as onnx/model_quantized.onnx; may be repeated. "
            + "Default: model.onnx, at the top or in onnx/",
        DefaultValueFactory = _ => [],
    };

    public static Command Create()
    {
        const string Variables = $"{HubOptions.TokenVariable}, {HubOptions.EndpointVariable} and HTTPS_PROXY";
        var command = new Command("pull", $"Download a model from the Hugging Face hub ({Variables} count)") { Reference, Output, Files };
        command.SetAction(RunAsync);
        return command;
    }

    private static ModelReference ParseReference(ArgumentResult result)
    {
        if (ModelReference.Parse(result.Tokens[0].Value) is { } reference)
        {
            return reference;
        }

        result.AddError(
            $"'{result.Tokens[0].Value}' is no model of the hub; "
            + "one looks like sentence-transformers/all-MiniLM-L6-v2 or intfloat/e5-small-v2@main");
        return null!;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var reference = result.GetRequiredValue(Reference);
        var directory = result.GetValue(Output)?.FullName ?? Path.Combine("models", reference.Name);
        try
        {
            var options = HubOptions.FromEnvironment();
            var pull = new HubPull(options, TimeProvider.System, Console.Error, isTerminal: !Console.IsErrorRedirected);
            var named = result.GetValue(Files) ?? [];
            var folder = await pull.RunAsync(reference, directory, named, cancellationToken);
            var present = ModelManifest.Read(folder)!.Files.Select(file => file.File);
            await Console.Error.WriteLineAsync(
                $"complete; model inspect and model verify look at it, {PulledModel.Settings(named, [.. present])}:");
            await Console.Out.WriteLineAsync(folder);
            return 0;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("pull: stopped; the same command goes on from here");
            return CommandExit.Interrupted;
        }
        catch (HubException exception)
        {
            await Console.Error.WriteLineAsync($"pull: {exception.Message}");
            return 1;
        }
    }
}
