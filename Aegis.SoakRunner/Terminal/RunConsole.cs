using Spectre.Console;

namespace Aegis.SoakRunner.Terminal;

/// <summary>The terminal. Redirected output has no line width.</summary>
internal static class RunConsole
{
    private const int NoWidth = 10_000;

    public static IAnsiConsole Console { get; } = Create();

    private static IAnsiConsole Create()
    {
        var console = AnsiConsole.Console;
        if (System.Console.IsOutputRedirected)
        {
            console.Profile.Width = NoWidth;
        }

        return console;
    }
}
