namespace Aegis.EmbeddingServer.Commands.Common;

internal static class CommandExit
{
    public const int Failed = 1;

    public const int WrongUsage = 2;

    /// <summary>Stopped by Ctrl+C: 128 plus the number of SIGINT.</summary>
    public const int Interrupted = 130;
}
