namespace Aegis.EmbeddingServer.Commands.Embed;

/// <summary>Writes vectors in the order of their lines.</summary>
internal abstract class VectorWriter : IDisposable
{
    public abstract void Write(ReadOnlySpan<float> vector, int tokens, bool truncated);

    /// <summary>Writes what is buffered, if the format allows it before the end.</summary>
    public abstract Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>Writes what is known at the end only.</summary>
    public abstract Task CompleteAsync(CancellationToken cancellationToken);

    public abstract void Dispose();
}
