namespace Aegis.Gateway;

/// <summary>The command line of the gateway: settings, <c>--help</c> or <c>--version</c>.</summary>
internal static class GatewayCommand
{
    private const string Example =
        "Settings look like --Aegis:Gateway:Servers=http://127.0.0.1:8181,http://127.0.0.1:8182; docs/gateway.md has them all.";

    private const string Usage = $"""
        Description:
          Aegis, one address in front of several embeddings servers.

        Usage:
          Aegis.Gateway [settings]

        Options:
          --config FILE   A file of settings; the environment and the command line outrank it
          -?, -h, --help  Show help and usage information
          --version       Show version information

        {Example}
        """;

    private const int WrongUsage = 2;

    /// <returns>Exit code: 0; 2 for a wrong command line, and when the start failed.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--version"])
        {
            await Console.Out.WriteLineAsync(BuildIdentity.Line);
            return 0;
        }

        if (args.Any(argument => argument is "--help" or "-h" or "-?"))
        {
            await Console.Out.WriteLineAsync(Usage);
            return 0;
        }

        if (SettingArguments.ProblemWith(args, Example) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return WrongUsage;
        }

        return await GatewayHost.RunAsync(args);
    }
}
