using System.Buffers;
using Aegis.SoakRunner.Document;

namespace Aegis.SoakRunner.Load;

/// <summary>
/// The texts of a stream: so many that few stand in the same Run, and so few that each comes again, because a vector is
/// checked against the one that the same text had before. They are made when they are needed; none is kept.
/// </summary>
/// <param name="vocabulary">Words of one token each.</param>
/// <param name="tokens">Tokens of a text, special tokens left out.</param>
/// <param name="seed">Texts of one seed are always the same.</param>
internal sealed class TextPool(Vocabulary vocabulary, Amount tokens, ulong seed)
{
    /// <summary>Number of texts.</summary>
    public const int Size = 16_384;

    /// <summary>One in so many tokens is a comma, with spaces around it: a token for whoever splits at spaces, too.</summary>
    private const int CommaEvery = 15;

    /// <summary>Writes a text as a JSON string with its quotes, and gives its tokens, special tokens left out.</summary>
    public int Write(int index, IBufferWriter<byte> output)
    {
        var random = Start(index);
        var length = Sample.Of(tokens, ref random);
        Write(vocabulary, length, ref random, output);
        return length;
    }

    /// <summary>Tokens of a text, special tokens left out.</summary>
    public int Length(int index)
    {
        var random = Start(index);
        return Sample.Of(tokens, ref random);
    }

    /// <summary>Writes a text of so many tokens.</summary>
    public static void Write(Vocabulary vocabulary, int length, ref SplitMix random, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        for (var written = 0; written < length; written++)
        {
            if (written > 0 && written < length - 1 && random.Next(CommaEvery) == 0)
            {
                output.Write(" ,"u8);
                written++;
            }

            output.Write(written == 0 ? ""u8 : " "u8);
            output.Write(vocabulary.Words[Zipf(vocabulary.Words.Length, ref random)]);
        }

        output.Write("\""u8);
    }

    private SplitMix Start(int index) => new(seed + ((ulong)index * 0xD1342543DE82EF95));

    // By Zipf's law: the logarithm of the rank is even.
    private static int Zipf(int count, ref SplitMix random) => (int)Math.Pow(count, random.NextUnit()) % count;
}
