using Aegis.EmbeddingServer.Commands.Common;
using Aegis.EmbeddingServer.Commands;
using Aegis.EmbeddingServer.Hosting;

namespace Aegis.EmbeddingServer;

/// <summary>Serves, unless the first argument is another command. Serving does not load the code of the commands.</summary>
internal static class Entry
{
    private const string Serve = "serve";

    private const string Version = "--version";

    public const string Example =
        "Settings look like --Aegis:Model:Directory=DIR or --urls=http://127.0.0.1:8181; docs/configuration.md has them all.";

    private static readonly string[] Help = ["--help", "-h", "-?", Version];

    public static Task<int> RunAsync(string[] args) => args switch
    {
        [Version] or [Serve, Version] => WriteVersionAsync(),
        [Serve, .. var rest] when !rest.Any(Help.Contains) => ServeAsync(rest),
        [var first, ..] when IsCommand(first) => CommandLine.RunAsync(args),
        _ => ServeAsync(args),
    };

    private static async Task<int> WriteVersionAsync()
    {
        await Console.Out.WriteLineAsync(BuildIdentity.Line);
        return 0;
    }

    private static async Task<int> ServeAsync(string[] args)
    {
        if (SettingArguments.ProblemWith(args, Example) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return CommandExit.WrongUsage;
        }

        return await EmbeddingServerHost.RunAsync(args);
    }

    // Settings look like --key=value, --key value, /key=value or key=value; a bare word is a command, or meant to be one.
    private static bool IsCommand(string argument) =>
        Help.Contains(argument)
        || !(argument.StartsWith('-') || argument.StartsWith('/') || argument.Contains('=', StringComparison.Ordinal));
}
