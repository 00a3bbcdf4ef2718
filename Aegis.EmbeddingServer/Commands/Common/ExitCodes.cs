namespace Aegis.EmbeddingServer.Commands.Common;

/// <summary>Exit codes of commands; 0 when the command did what was asked for.</summary>
internal static class ExitCodes
{
    /// <summary>The command could not do what was asked for.</summary>
    public const int Failed = 1;

    /// <summary>A mistake on the command line or in the configuration.</summary>
    public const int WrongUsage = 2;

    /// <summary>Stopped by Ctrl+C: 128 and the number of the signal.</summary>
    public const int Interrupted = 130;
}
