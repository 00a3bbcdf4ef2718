using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.Scheduling;
using Aegis.Engine.Tokenization;

namespace Aegis.EmbeddingServer.Commands;

/// <summary>Loads the model, and sends lines through it.</summary>
internal sealed class EmbedRun(AegisOptions options, EngineFactory engines, EmbedProgress progress)
{
    /// <summary>What a program says whose reader has gone: 128 and the number of SIGPIPE.</summary>
    private const int ReaderGone = 141;

    // EPIPE; ERROR_BROKEN_PIPE and ERROR_NO_DATA of Windows.
    private static readonly int[] ErrorsOfABrokenPipe = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    /// <summary>Embeds everything.</summary>
    /// <exception cref="EmbedException">The model cannot be served, a line cannot be embedded, or the output cannot be written.</exception>
    public async Task RunAsync(EmbedRequest request, CancellationToken cancellationToken)
    {
        await using var input = OpenInput(request.Input);
        using var engine = await StartAsync();
        var backend = engine.Backend;
        var width = WidthOf(request, backend);
        var pipeline = new EmbedPipeline(engine, TokenizerFor(backend, request.Prompt), options, progress);
        await using var output = EmbedOutput.Open(request.Output);
        using VectorWriter writer = request.IsNpy ? new NpyWriter(output.Stream, width) : new JsonLinesWriter(output.Stream);
        progress.Begin(request.Input?.Length);
        try
        {
            await pipeline.RunAsync(input, writer, width, cancellationToken);
            await output.CompleteAsync();
        }
        catch (IOException exception)
        {
            throw new EmbedException($"the output could not be written: {exception.Message}", request.Output is null && ErrorsOfABrokenPipe.Contains(exception.HResult) ? ReaderGone : 1);
        }

        progress.End(backend.Tokenizer.MaxTokens);
    }

    private static Stream OpenInput(FileInfo? file)
    {
        if (file is not null && Directory.Exists(file.FullName))
        {
            throw new EmbedException($"--input cannot be read: {file.FullName} is a folder", CommandLine.WrongUsage);
        }

        try
        {
            return file is null ? Console.OpenStandardInput() : file.OpenRead();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmbedException($"--input cannot be read: {exception.Message}", CommandLine.WrongUsage);
        }
    }

    private async Task<Engine> StartAsync()
    {
        try
        {
            return await engines.CreateAsync();
        }
        catch (ModelLoadException exception)
        {
            throw new EmbedException(exception.Message);
        }
    }

    private static int WidthOf(EmbedRequest request, Backend backend)
    {
        var most = backend.Model.Dimensions;
        return (request.Dimensions ?? most) is var width && width >= 1 && width <= most
            ? width
            : throw new EmbedException($"--dimensions must be from 1 to {most}, the width of this model's vectors", CommandLine.WrongUsage);
    }

    private static ITextTokenizer TokenizerFor(Backend backend, string? prompt) => backend.Prompts.TryFind(prompt, out var text)
        ? PromptedTokenizer.Around(backend.Tokenizer, text)
        : throw new EmbedException($"--prompt-name '{prompt}' is no prompt of this model; {backend.Prompts.Names()}", CommandLine.WrongUsage);
}
