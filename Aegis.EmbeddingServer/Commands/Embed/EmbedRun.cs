using Aegis.EmbeddingServer.Commands.Common;
using Aegis.EmbeddingServer.Configuration;
using Aegis.Engine;
using Aegis.Engine.Loading;
using Aegis.ServiceDefaults.Streams;

namespace Aegis.EmbeddingServer.Commands.Embed;

internal sealed class EmbedRun(AegisOptions options, Func<Task<EmbeddingEngine>> startEngine, EmbedProgress progress)
{
    /// <summary>Exit code after the reader of the output has closed it: 128 plus the number of SIGPIPE.</summary>
    private const int ReaderGone = 141;

    // EPIPE; ERROR_BROKEN_PIPE and ERROR_NO_DATA of Windows.
    private static readonly int[] ErrorsOfABrokenPipe = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    /// <exception cref="EmbedException">A line cannot be embedded, or the output cannot be written.</exception>
    public async Task RunAsync(EmbedRequest request, CancellationToken cancellationToken)
    {
        await using var input = OpenInput(request.Input);
        using var engine = await startEngine();
        var order = Check(request, engine.Model);
        var pipeline = new EmbedPipeline(engine, order, options.Api.MaxInputCharacters, progress);
        await using var output = EmbedOutput.Open(request.Output);
        using var writer = WriterFor(request, output, order);
        progress.Begin(request.Input?.Length);
        try
        {
            await pipeline.RunAsync(input, writer, cancellationToken);
            await output.CompleteAsync();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var isReaderGone = request.Output is null && ErrorsOfABrokenPipe.Contains(exception.HResult);
            var reason = exception.GetBaseException().Message;
            throw new EmbedException($"the output could not be written: {reason}", isReaderGone ? ReaderGone : 1);
        }

        progress.End(order.Tokenizer.MaxTokens);
    }

    private static Stream OpenInput(FileInfo? file)
    {
        if (file is not null && Directory.Exists(file.FullName))
        {
            throw new EmbedException($"--input cannot be read: {file.FullName} is a folder", CommandExit.WrongUsage);
        }

        if (file is null && !StandardStreams.IsInputOpen)
        {
            throw new EmbedException("standard input is closed; --input FILE names the lines to read", CommandExit.WrongUsage);
        }

        try
        {
            return file is null ? Console.OpenStandardInput() : file.OpenRead();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmbedException($"--input cannot be read: {exception.Message}", CommandExit.WrongUsage);
        }
    }

    private static VectorWriter WriterFor(EmbedRequest request, EmbedOutput output, EmbeddingOrder order)
    {
        try
        {
            return request.IsNpy ? new NpyWriter(output.Stream, order.Width) : new JsonLinesWriter(output.Stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var folder = Path.GetTempPath();
            throw new EmbedException($"--format npy needs a temporary file, and {folder} (TMPDIR) cannot hold one: {exception.Message}");
        }
    }

    private EmbeddingOrder Check(EmbedRequest request, ProvenModel model)
    {
        var width = model.WidthFor(request.Dimensions) ?? throw new EmbedException(
            $"--dimensions must be from 1 to {model.Dimensions}, the width of this model's vectors", CommandExit.WrongUsage);
        var tokenizer = model.TokenizerFor(request.Prompt) ?? throw new EmbedException(
            $"--prompt-name '{request.Prompt}' is no prompt of this model; {model.Prompts.Names()}", CommandExit.WrongUsage);
        return new EmbeddingOrder(tokenizer, options.Model.Truncation ?? tokenizer.DefaultTruncation, width);
    }
}

/// <summary>The options of <c>embed</c>. Null: standard input or output, the default prompt, the width of the model.</summary>
internal sealed record EmbedRequest(bool IsNpy, string? Prompt, int? Dimensions, FileInfo? Input, FileInfo? Output);

/// <summary><c>embed</c> cannot continue. The message is for the operator.</summary>
internal sealed class EmbedException(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode => exitCode;
}
