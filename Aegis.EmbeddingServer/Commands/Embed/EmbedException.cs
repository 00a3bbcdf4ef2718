namespace Aegis.EmbeddingServer.Commands.Embed;

/// <summary><c>embed</c> cannot go on. The message is for whoever started it.</summary>
internal sealed class EmbedException(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode => exitCode;
}
