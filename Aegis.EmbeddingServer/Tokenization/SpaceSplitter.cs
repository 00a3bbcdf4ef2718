using Microsoft.ML.Tokenizers;

namespace Aegis.EmbeddingServer.Tokenization;

/// <summary>Splits at single spaces, which is all that is left to split after <see cref="BertWordNormalizer"/>.</summary>
internal sealed class SpaceSplitter : PreTokenizer
{
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text) => PreTokenize(text.AsSpan());

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text)
    {
        var words = new List<(int Offset, int Length)>();
        var start = 0;
        while (start < text.Length)
        {
            var length = text[start..].IndexOf(' ');
            length = length < 0 ? text.Length - start : length;
            words.Add((start, length));
            start += length + 1;
        }

        return words;
    }
}
