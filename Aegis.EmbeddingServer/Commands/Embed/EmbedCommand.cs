using System.CommandLine;
using Aegis.EmbeddingServer.Commands.Common;
using Aegis.EmbeddingServer.Configuration;
using Aegis.Engine;
using Aegis.Engine.Loading;
using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Scheduling;

namespace Aegis.EmbeddingServer.Commands.Embed;

/// <summary><c>embed</c>: lines of text to vectors, without a server.</summary>
internal static class EmbedCommand
{
    private const string JsonLines = "jsonl";
    private const string Npy = "npy";

    private static readonly Option<string?> Model = new("--model")
    {
        HelpName = "DIR",
        Description = "A model folder. Default: the one that would be served",
    };

    private static readonly Option<string?> Prompt = new("--prompt-name")
    {
        HelpName = "NAME",
        Description = "The prompt to put in front of each line. Default: the model's default prompt",
    };

    private static readonly Option<string?> Truncate = new("--truncate")
    {
        Description = "What to cut of a line that is too long; none: fail instead. Default: end",
    };

    private static readonly Option<int?> Dimensions = new("--dimensions")
    {
        HelpName = "N",
        Description = "Width to cut the vectors to. Default: the model's",
        CustomParser = OptionParsers.WholeNumber,
    };

    private static readonly Option<string> Format = new("--format")
    {
        Description = "jsonl: a JSON object a line; npy: one NumPy array of float32",
        DefaultValueFactory = _ => JsonLines,
    };

    private static readonly Option<FileInfo?> Input = new("--input")
    {
        HelpName = "FILE",
        Description = "A file of UTF-8 lines. Default, and -: standard input",
        CustomParser = OptionParsers.File,
    };

    private static readonly Option<FileInfo?> Output = new("--output")
    {
        HelpName = "FILE",
        Description = "The file to write. Default, and -: standard output",
        CustomParser = OptionParsers.File,
    };

    static EmbedCommand()
    {
        Truncate.AcceptOnlyFromAmong("end", "start", "none");
        Format.AcceptOnlyFromAmong(JsonLines, Npy);
    }

    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command("embed", "Embed lines of text: standard input to JSON lines, or to a NumPy array")
        {
            Model, Prompt, Truncate, Dimensions, Format, Input, Output,
        };
        command.SetAction((result, cancellationToken) => RunAsync(result, settings, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        using var host = CommandHost.Build(settings, new Dictionary<string, string?>
        {
            ["Aegis:Model:Directory"] = result.GetValue(Model),
            ["Aegis:Model:Truncation"] = result.GetValue(Truncate),
        });
        var options = host.Services.GetRequiredService<AegisOptions>();
        var request = new EmbedRequest(
            result.GetValue(Format) == Npy,
            result.GetValue(Prompt),
            result.GetValue(Dimensions),
            result.FileOrStandard(Input),
            result.FileOrStandard(Output));
        try
        {
            var clock = host.Services.GetRequiredService<TimeProvider>();
            var progress = new EmbedProgress(Console.Error, isTerminal: !Console.IsErrorRedirected, clock);
            await new EmbedRun(options, () => StartAsync(host.Services, options), progress).RunAsync(request, cancellationToken);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return CommandExit.Interrupted;
        }
        catch (Exception exception) when (exception is EmbedException or ModelLoadException)
        {
            await Console.Error.WriteLineAsync($"embed: {exception.Message}");
            return (exception as EmbedException)?.ExitCode ?? 1;
        }
    }

    private static Task<EmbeddingEngine> StartAsync(IServiceProvider services, AegisOptions options)
    {
        var settings = options.ToWorkerSettings() with
        {
            IsBulkOnly = true,
            // No other caller competes, and the pipeline limits itself: nothing is refused.
            AdmissionLimits = new WorkLoad(1_000, 1_000_000, 100_000_000),
            RequestTimeLimit = TimeSpan.FromHours(1),
        };
        var model = services.GetRequiredService<Func<ProvenModel>>()();
        return EmbeddingEngine.StartAsync(model, settings, services.GetRequiredService<EngineServices>());
    }
}
