using System.CommandLine;
using Aegis.EmbeddingServer.Commands.Common;
using Aegis.EmbeddingServer.Commands.Embed;
using Aegis.EmbeddingServer.Commands.Models;
using Aegis.Engine.Inference.Onnx;

namespace Aegis.EmbeddingServer.Commands;

internal static class CommandLine
{
    /// <returns>Exit code: 0; 1: the command failed; 2: wrong command line or configuration; 130: stopped by Ctrl+C.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root([.. args.Where(IsSetting)]).Parse([.. args.Where(argument => !IsSetting(argument))]);
        try
        {
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? CommandExit.WrongUsage : code;
        }
        catch (ConfigurationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return CommandExit.WrongUsage;
        }
        finally
        {
            // A process that ends while the library is loading crashes.
            await OnnxLibrary.AtRestAsync();
        }
    }

    // --Aegis:Model:Precision=fp32 or --config=FILE; an option of a command has no colon in its name.
    private static bool IsSetting(string argument) =>
        argument.StartsWith($"--{ConfigurationFile.Option}=", StringComparison.Ordinal)
        || (argument.StartsWith("--", StringComparison.Ordinal)
            && argument.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            && argument.IndexOf('=', StringComparison.Ordinal) > colon);

    // Entry starts the server itself; "serve" is here for the help.
    private static RootCommand Root(IReadOnlyList<string> settings) =>
        new("Aegis, a local embeddings server. Settings may follow every command: "
            + "--Aegis:Model:Precision=fp32; docs/configuration.md has them all.")
        {
            new Command("serve", "Serve embeddings over HTTP: what happens without a command too") { TreatUnmatchedTokensAsErrors = false },
            EmbedCommand.Create(settings),
            ModelCommand.Create(settings),
        };
}
