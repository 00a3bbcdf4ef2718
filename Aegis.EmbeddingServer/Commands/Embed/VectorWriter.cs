namespace Aegis.EmbeddingServer.Commands.Embed;

/// <summary>Writes vectors in the order of their lines.</summary>
internal abstract class VectorWriter : IDisposable
{
    /// <summary>Adds one vector.</summary>
    /// <param name="vector">Its components.</param>
    /// <param name="tokens">Tokens of its line.</param>
    /// <param name="truncated">Whether the line was cut.</param>
    public abstract void Write(ReadOnlySpan<float> vector, int tokens, bool truncated);

    /// <summary>Sends on what is buffered, where that makes sense before the end.</summary>
    public abstract Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>Writes what only the end shows.</summary>
    public abstract Task CompleteAsync(CancellationToken cancellationToken);

    public abstract void Dispose();
}
