using Aegis.Engine.Tokenization.Unigram;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Reads a SentencePiece Unigram tokenizer.</summary>
internal static class UnigramReader
{
    // "model": {"type": "Unigram", "unk_id": 3, "vocab": [["<s>", 0.0], ["<pad>", 0.0], [",", -3.46], ...], "byte_fallback": false}
    public static ITextTokenizer Load(TokenizerParts parts)
    {
        var part = parts.Root["model"];
        part.AllowOnly("type", "unk_id", "vocab", "byte_fallback");
        if (part["byte_fallback"].Flag(whenNone: false))
        {
            throw part["byte_fallback"].NotSupported("byte fallback");
        }

        var pieces = ReadPieces(part["vocab"]);
        var unknownId = part["unk_id"].Number();
        if (unknownId >= pieces.Length)
        {
            throw part["unk_id"].Problem($"the vocabulary, {pieces.Length} entries, has no entry {unknownId}");
        }

        var model = new UnigramModel(pieces, unknownId);
        var steps = UnigramNormalizerReader.Read(parts.Root["normalizer"]);
        var normalized = parts.Added.Normalized.Select(token => token with { Content = TextSteps.Apply(steps, token.Content) });
        var settings = new UnigramSettings(steps, MetaspaceReader.Read(parts.Root["pre_tokenizer"]), new NormalizedTokens([.. normalized]));
        var (frame, facts) = parts.Frame(
            pieces.Length, model.Find, size => FormattableString.Invariant($"SentencePiece Unigram, {size} entries"));
        return new UnigramTextTokenizer(model, settings, new AddedTokenMatcher(parts.Added.Raw), frame, facts);
    }

    private static (string Text, double Score)[] ReadPieces(JsonPart list)
    {
        var items = list.Items();
        return items.Length > 0 ? [.. items.Select(ReadPiece)] : throw list.Problem("it is empty");

        (string Text, double Score) ReadPiece(JsonPart item) => item.Items() is [var text, var score]
            ? (text.Text(), score.Real())
            : throw list.Problem("an entry should be a text and its score");
    }
}
