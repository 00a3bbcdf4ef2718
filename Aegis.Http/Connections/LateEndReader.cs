using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Aegis.Http.Connections;

/// <summary>
/// Reports the end of the data only after the data. If both arrive together, the web server takes a whole body for one that
/// was cut off, and closes the connection.
/// </summary>
internal sealed class LateEndReader(PipeReader inner) : PipeReader
{
    private ReadOnlySequence<byte> _last;
    private bool _hasEnded;

    /// <summary>Bytes that the web server has examined without effect. It has to see the end behind them.</summary>
    private long _examined;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        WithLateEnd(await inner.ReadAsync(cancellationToken));

    public override bool TryRead(out ReadResult result)
    {
        var hasRead = inner.TryRead(out result);
        result = hasRead ? WithLateEnd(result) : result;
        return hasRead;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_hasEnded)
        {
            _examined = _last.Slice(consumed, examined).Length;
            _last = default;
        }

        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    private ReadResult WithLateEnd(ReadResult result)
    {
        if (!result.IsCompleted)
        {
            return result;
        }

        (_hasEnded, _last) = (true, result.Buffer);
        return result.Buffer.Length > _examined ? new ReadResult(result.Buffer, result.IsCanceled, isCompleted: false) : result;
    }
}
