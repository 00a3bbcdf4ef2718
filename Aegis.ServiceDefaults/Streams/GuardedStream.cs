namespace Aegis.ServiceDefaults.Streams;

/// <summary>Writes to standard output or error, and gives the reason of a failure to a handler.</summary>
/// <param name="write">May block. Null: the stream is closed.</param>
internal sealed class GuardedStream(Action<ReadOnlySpan<byte>>? write) : Stream
{
    private OutputQueue? _queue;

    /// <summary>Throws, or lets the bytes be lost.</summary>
    public required Action<string> Failed { private get; set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>From now on a writer does not wait for the reader of the stream.</summary>
    /// <param name="name">Name of the stream.</param>
    /// <param name="dropped">Gets the number of lines that the reader did not make room for.</param>
    public void Queue(string name, Action<long> dropped) => _queue ??= new OutputQueue(name, WriteNow, dropped);

    /// <summary>Waits a bounded time until the reader has the last line, if lines are queued.</summary>
    public void End(TimeSpan wait) => _queue?.End(wait);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_queue is { } queue)
        {
            queue.Add(buffer);
        }
        else
        {
            WriteNow(buffer);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void WriteNow(ReadOnlySpan<byte> buffer)
    {
        if (write is null)
        {
            Failed("it is closed");
            return;
        }

        try
        {
            write(buffer);
        }
        catch (IOException exception)
        {
            Failed(exception.Message);
        }
    }
}
