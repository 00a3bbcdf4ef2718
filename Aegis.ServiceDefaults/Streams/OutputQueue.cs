using System.Buffers;

namespace Aegis.ServiceDefaults.Streams;

/// <summary>
/// Writes bytes on a thread of its own: a pipe that nobody reads blocks that thread alone. While the queue is full, whole lines are
/// dropped and counted.
/// </summary>
internal sealed class OutputQueue
{
    /// <summary>A line that begins below this number of waiting bytes is kept.</summary>
    public const int Limit = 1 << 20;

    private readonly object _gate = new();
    private readonly Action<ReadOnlySpan<byte>> _write;
    private readonly Action<long> _dropped;
    private readonly Thread _thread;

    private ArrayBufferWriter<byte> _waiting = new();
    private ArrayBufferWriter<byte> _writing = new();
    private bool _isLineStart = true;
    private bool _isDropping;
    private bool _isEnding;
    private long _droppedLines;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Name of the stream, for debuggers.</param>
    /// <param name="write">May block. Must not throw.</param>
    /// <param name="dropped">Gets the number of dropped lines, once the reader has made room.</param>
    public OutputQueue(string name, Action<ReadOnlySpan<byte>> write, Action<long> dropped)
    {
        (_write, _dropped) = (write, dropped);
        _thread = new Thread(WriteAll) { IsBackground = true, Name = $"Writer of {name}" };
        _thread.Start();
    }

    /// <summary>Never waits for the reader.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        lock (_gate)
        {
            // A long line comes in several parts. Its end may exceed the limit, so that it is not cut.
            var fits = _waiting.WrittenCount < (_isLineStart ? Limit : 2 * Limit);
            if (_isLineStart || !fits)
            {
                _isDropping = !fits;
            }

            _isLineStart = bytes[^1] == '\n';
            if (_isDropping)
            {
                _droppedLines += bytes.Count((byte)'\n');
                return;
            }

            _waiting.Write(bytes);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends the thread after the last byte. What the reader does not take in time is dropped.</summary>
    public void End(TimeSpan wait)
    {
        lock (_gate)
        {
            _isEnding = true;
            Monitor.PulseAll(_gate);
        }

        if (!_thread.Join(wait))
        {
            lock (_gate)
            {
                _droppedLines += _waiting.WrittenSpan.Count((byte)'\n');
                _waiting.ResetWrittenCount();
            }

            Report();
        }
    }

    private void WriteAll()
    {
        while (TakeWaiting())
        {
            _write(_writing.WrittenSpan);
            _writing.ResetWrittenCount();
            Report();
        }
    }

    private bool TakeWaiting()
    {
        lock (_gate)
        {
            while (_waiting.WrittenCount == 0)
            {
                if (_isEnding)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            (_waiting, _writing) = (_writing, _waiting);
            return true;
        }
    }

    // Outside of the lock: the handler may write to this queue.
    private void Report()
    {
        long lines;
        lock (_gate)
        {
            (lines, _droppedLines) = (_droppedLines, 0);
        }

        if (lines > 0)
        {
            _dropped(lines);
        }
    }
}
