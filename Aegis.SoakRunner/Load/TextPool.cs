using System.Buffers;

namespace Aegis.SoakRunner.Load;

/// <summary>
/// The texts of a stream: many, so that few are in one batch; few enough that each is sent again, because its vector is compared
/// with the one before. Texts are made when they are needed.
/// </summary>
internal sealed class TextPool(Vocabulary vocabulary, Amount tokens, ulong seed)
{
    public const int Size = 16_384;

    /// <summary>One in so many tokens is a comma between spaces: one token for every tokenizer.</summary>
    private const int CommaEvery = 15;

    /// <summary>Writes a text as a JSON string. Returns its tokens without special tokens.</summary>
    public int Write(int index, IBufferWriter<byte> output)
    {
        var random = Start(index);
        var length = AmountSampler.Of(tokens, ref random);
        Write(vocabulary, length, ref random, output);
        return length;
    }

    public int Length(int index)
    {
        var random = Start(index);
        return AmountSampler.Of(tokens, ref random);
    }

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

    // Zipf's law: the logarithm of the rank is uniform.
    public static int Zipf(int count, ref SplitMix random) => (int)Math.Pow(count, random.NextUnit()) % count;
}
