using System.Globalization;
using Aegis.EmbeddingServer.Configuration;
using Aegis.Engine.Tokenization;

namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>Tokenises the inputs of an order, texts and token ids.</summary>
internal sealed class OrderTokenizer(ApiOptions options) : BackgroundService
{
    private readonly Lazy<Cl100kText> _cl100k = new(() => new Cl100kText());

    /// <summary>Tokenises in order, and stops at the first input that must be refused.</summary>
    public Outcome<TokenSequence[]> Tokenize(EmbeddingsOrder order, CancellationToken cancellationToken)
    {
        var sequences = new TokenSequence[order.Inputs.Count];
        var tokens = 0L;
        for (var index = 0; index < sequences.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var input = order.Inputs[index];
            if (TextOf(input, order).Failed(out var failure, out var text))
            {
                return failure;
            }

            var sequence = input.TokenIds is { } ids && IsOfModel ? order.FromIds(ids) : order.Tokenize(text);
            if (sequence is null)
            {
                return InputFailures.TooLong(index, order.Tokenizer.MaxTokens);
            }

            sequences[index] = sequence;
            tokens += sequence.Length;
        }

        return tokens <= options.MaxRequestTokens ? sequences : InputFailures.TooManyTokens(tokens, options);
    }

    private bool IsOfModel => options.TokenIds == TokenIdEncoding.Model;

    // The configured encoding is loaded at the start, so that no request waits for it.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        IsOfModel ? Task.CompletedTask : Task.Run(() => _cl100k.Value, stoppingToken);

    // The text of an input: as it was sent, or decoded from ids of cl100k_base. Empty for ids of the model.
    private Outcome<string> TextOf(EmbeddingInput input, EmbeddingsOrder order)
    {
        if (input.TokenIds is not { } ids)
        {
            return input.Text!;
        }

        var unknown = IsOfModel
            ? ids.AsSpan().IndexOfAnyExceptInRange(0, order.Tokenizer.VocabularySize - 1)
            : _cl100k.Value.IndexOfUnknown(ids);
        if (unknown >= 0)
        {
            var id = ids[unknown].ToString(CultureInfo.InvariantCulture);
            return InputFailures.UnknownId(input.Name.At(unknown), id, options.TokenIds);
        }

        if (IsOfModel)
        {
            return string.Empty;
        }

        return _cl100k.Value.Decode(ids, options.MaxInputCharacters) is { } text
            ? text
            : InputFailures.TooManyCharacters(input.Name, options);
    }
}
