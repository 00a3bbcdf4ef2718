using System.IO.Pipelines;
using System.Threading.Channels;
using Aegis.EmbeddingServer.Scheduling;
using Aegis.Engine.Tokenization;

namespace Aegis.EmbeddingServer.Commands;

/// <summary>
/// Lines in, vectors out, in order. Several batches are on their way at a time, so that the workers have a next Run
/// while one batch is read and another written; memory is bounded by those.
/// </summary>
internal sealed class EmbedPipeline(Engine engine, ITextTokenizer tokenizer, AegisOptions options, EmbedProgress progress)
{
    private const int LinesPerBatch = 512;
    private const int BatchesOnTheirWay = 4;

    /// <summary>A batch is what one read brings: with the default of 4 KiB it would be some fifty lines.</summary>
    private const int ReadBytes = 128 * 1024;

    /// <summary>Runs until the input ends.</summary>
    /// <param name="input">Lines of UTF-8.</param>
    /// <param name="writer">Receives a vector for each.</param>
    /// <param name="width">Width to cut them to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EmbedException">A line cannot be embedded. Those of earlier batches are written.</exception>
    public async Task RunAsync(Stream input, VectorWriter writer, int width, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<Task<EmbeddingJob>>(BatchesOnTheirWay);
        _ = Task.Run(() => ReadAsync(input, batches.Writer, stopping.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(stopping.Token))
            {
                using var job = await batch;
                Write(job, writer, width);
                await writer.FlushAsync(stopping.Token);
            }

            await writer.CompleteAsync(stopping.Token);
        }
        finally
        {
            // The reader is not waited for: a read from a terminal ends with the next line only. It starts nothing any more.
            await stopping.CancelAsync();
            await DrainAsync(batches.Reader);
        }
    }

    // What goes wrong here ends the channel with that: the batches before it come out first.
    private async Task ReadAsync(Stream input, ChannelWriter<Task<EmbeddingJob>> batches, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            var reader = new LineReader(PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: ReadBytes)), options.Api.MaxInputCharacters);
            var first = 1L;
            while (await reader.ReadAsync(LinesPerBatch, cancellationToken) is { Count: > 0 } lines)
            {
                var line = first;
                await batches.WriteAsync(Task.Run(() => EmbedAsync(lines, line, cancellationToken), cancellationToken), cancellationToken);
                first += lines.Count;
                progress.Read(reader.Bytes);
            }
        }
#pragma warning disable CA1031 // Whatever it is, whoever reads the channel gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
        }

        batches.Complete(failure);
    }

    private async Task<EmbeddingJob> EmbedAsync(List<string> lines, long first, CancellationToken cancellationToken)
    {
        var sequences = new TokenSequence[lines.Count];
        for (var index = 0; index < sequences.Length; index++)
        {
            sequences[index] = tokenizer.Tokenize(lines[index], options.Model.Truncation);
            if (sequences[index].Truncated && options.Model.Truncation == Truncation.None)
            {
                throw new EmbedException($"line {first + index} has more than {tokenizer.MaxTokens} tokens, the most that this model takes; shorten it, or let it be cut (--truncate end or start)");
            }
        }

        var job = new EmbeddingJob(nameof(EmbedPipeline), sequences, engine.Backend.Model.Dimensions);
        var outcome = await engine.Scheduler.RunAsync(job, cancellationToken);
        return outcome == JobOutcome.Completed
            ? job
            : throw new EmbedException($"lines {first} to {first + lines.Count - 1} could not be embedded ({outcome}); the log above says why");
    }

    private void Write(EmbeddingJob job, VectorWriter writer, int width)
    {
        if (width < engine.Backend.Model.Dimensions && !job.TryCut(width))
        {
            throw new EmbedException($"nothing is left of a vector cut to {width} components");
        }

        for (var index = 0; index < job.Sequences.Count; index++)
        {
            var sequence = job.Sequences[index];
            writer.Write(job.Vector(index), sequence.Length, sequence.Truncated);
            progress.Add(sequence.Length, sequence.Truncated);
        }

        progress.Show();
    }

    // Batches that nobody will write: their failures, which followed from the first, are of no interest.
    private static async Task DrainAsync(ChannelReader<Task<EmbeddingJob>> batches)
    {
        while (batches.TryRead(out var batch))
        {
            await ((Task)batch).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (batch.IsCompletedSuccessfully)
            {
                (await batch).Dispose();
            }
        }
    }
}
