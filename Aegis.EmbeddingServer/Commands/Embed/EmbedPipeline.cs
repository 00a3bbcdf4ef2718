using System.IO.Pipelines;
using System.Threading.Channels;
using Aegis.Engine;
using Aegis.Engine.Tokenization;
using Aegis.Engine.Workers;
using Aegis.Scheduling;

namespace Aegis.EmbeddingServer.Commands.Embed;

/// <summary>
/// Lines in, vectors out, in order. Several blocks of lines are in progress at a time, so that the workers have work while
/// one block is read and another is written. They also limit the memory.
/// </summary>
internal sealed class EmbedPipeline(EmbeddingEngine engine, EmbeddingOrder order, int maxLineCharacters, EmbedProgress progress)
{
    private const int LinesPerBlock = 512;
    private const int MaxBlocks = 4;

    /// <summary>One read is one block. The default of 4 KiB would be about fifty lines.</summary>
    private const int ReadBytes = 128 * 1024;

    /// <exception cref="EmbedException">A line cannot be embedded. The vectors of earlier blocks are written.</exception>
    public async Task RunAsync(Stream input, VectorWriter writer, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var blocks = Channel.CreateBounded<Task<EmbeddingJob>>(MaxBlocks);
        _ = Task.Run(() => ReadAsync(input, blocks.Writer, stopping.Token), CancellationToken.None);
        try
        {
            await foreach (var block in blocks.Reader.ReadAllAsync(stopping.Token))
            {
                using var job = await block;
                Write(job, writer);
                await writer.FlushAsync(stopping.Token);
            }

            await writer.CompleteAsync(stopping.Token);
        }
        finally
        {
            // Does not wait for the reader, which starts nothing any more: a read from a terminal ends with the next line only.
            await stopping.CancelAsync();
            await DrainAsync(blocks.Reader);
        }
    }

    // A failure completes the channel; the blocks before the failure are written first.
    private async Task ReadAsync(Stream input, ChannelWriter<Task<EmbeddingJob>> blocks, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            var pipe = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: ReadBytes));
            var reader = new LineReader(pipe, maxLineCharacters);
            var first = 1L;
            while (await reader.ReadAsync(LinesPerBlock, cancellationToken) is { Count: > 0 } lines)
            {
                var line = first;
                await blocks.WriteAsync(Task.Run(() => EmbedAsync(lines, line, cancellationToken), cancellationToken), cancellationToken);
                first += lines.Count;
                progress.Read(reader.Bytes);
            }
        }
#pragma warning disable CA1031 // The reader of the channel gets every failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception is IOException or UnauthorizedAccessException
                ? new EmbedException($"the input could not be read: {exception.GetBaseException().Message}")
                : exception;
        }

        blocks.Complete(failure);
    }

    private async Task<EmbeddingJob> EmbedAsync(List<string> lines, long first, CancellationToken cancellationToken)
    {
        var sequences = new TokenSequence[lines.Count];
        for (var index = 0; index < sequences.Length; index++)
        {
            sequences[index] = order.Tokenize(lines[index]) ?? throw new EmbedException(
                $"line {first + index} has more than {order.Tokenizer.MaxTokens} tokens, the most that this model takes; "
                + "shorten it, or let it be cut (--truncate end or start)");
        }

        var job = new EmbeddingJob(nameof(EmbedPipeline), sequences, engine.Model.Dimensions);
        var outcome = await engine.EmbedAsync(job, cancellationToken);
        return outcome == JobOutcome.Completed
            ? job
            : throw new EmbedException(
                $"lines {first} to {first + lines.Count - 1} could not be embedded ({outcome}); the log above says why");
    }

    private void Write(EmbeddingJob job, VectorWriter writer)
    {
        if (!job.TryCut(order.Width))
        {
            throw new EmbedException($"nothing is left of a vector cut to {order.Width} components");
        }

        for (var index = 0; index < job.Sequences.Count; index++)
        {
            var sequence = job.Sequences[index];
            writer.Write(job.Vector(index), sequence.Length, sequence.Truncated);
            progress.Add(sequence.Length, sequence.Truncated);
        }

        progress.Show();
    }

    // Blocks that are not written any more; their failures follow from the first one.
    private static async Task DrainAsync(ChannelReader<Task<EmbeddingJob>> blocks)
    {
        while (blocks.TryRead(out var block))
        {
            await ((Task)block).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (block.IsCompletedSuccessfully)
            {
                (await block).Dispose();
            }
        }
    }
}
