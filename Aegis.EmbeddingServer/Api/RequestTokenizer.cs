using System.Globalization;
using Aegis.Engine.Tokenization;

namespace Aegis.EmbeddingServer.Api;

/// <summary>A request's inputs, texts and token ids, to the sequences that go through the model.</summary>
internal sealed class RequestTokenizer(AegisOptions options) : BackgroundService
{
    private readonly Lazy<Cl100kText> _cl100k = new(() => new Cl100kText());

    /// <summary>Tokenises in order, and stops at the first input that cannot be taken.</summary>
    /// <param name="inputs">Texts and token ids.</param>
    /// <param name="tokenizer">The model's, with what is to be put in front of texts.</param>
    /// <param name="truncation">What to cut.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public Outcome<TokenSequence[]> Tokenize(IReadOnlyList<EmbeddingInput> inputs, ITextTokenizer tokenizer, Truncation truncation, CancellationToken cancellationToken)
    {
        var sequences = new TokenSequence[inputs.Count];
        for (var index = 0; index < sequences.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Sequence(inputs[index], tokenizer, truncation).Failed(out var failure, out var sequence))
            {
                return failure;
            }

            if (sequence.Truncated && truncation == Truncation.None)
            {
                return InputFailures.TooLong(index, tokenizer.MaxTokens);
            }

            sequences[index] = sequence;
        }

        return sequences;
    }

    // What is configured is loaded at start, so that no request waits for it.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.Api.TokenIds == TokenIdEncoding.Cl100k_Base ? Task.Run(() => _cl100k.Value, stoppingToken) : Task.CompletedTask;

    private Outcome<TokenSequence> Sequence(EmbeddingInput input, ITextTokenizer tokenizer, Truncation truncation)
    {
        if (input.TokenIds is not { } ids)
        {
            return tokenizer.Tokenize(input.Text, truncation);
        }

        var ofModel = options.Api.TokenIds == TokenIdEncoding.Model;
        var unknown = ofModel ? ids.AsSpan().IndexOfAnyExceptInRange(0, tokenizer.VocabularySize - 1) : _cl100k.Value.IndexOfUnknown(ids);
        if (unknown >= 0)
        {
            return InputFailures.UnknownId(input.Name.At(unknown), ids[unknown].ToString(CultureInfo.InvariantCulture), options.Api.TokenIds);
        }

        if (ofModel)
        {
            return tokenizer.FromIds(ids, truncation);
        }

        return _cl100k.Value.Decode(ids, options.Api.MaxInputCharacters) is { } text
            ? tokenizer.Tokenize(text, truncation)
            : InputFailures.TooManyCharacters(input.Name, options.Api);
    }
}
