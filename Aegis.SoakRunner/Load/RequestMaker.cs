using System.Buffers;
using System.Text;
using System.Text.Json;
using Aegis.SoakRunner.Document;

namespace Aegis.SoakRunner.Load;

/// <summary>
/// Makes the requests of a stream, each from its number alone. Most carry texts of the pool; now and then one is a golden
/// text, a batch has a golden text among its neighbours, or a text far too long is followed by a golden one.
/// </summary>
internal sealed class RequestMaker(StreamPlan stream, RequestFacts facts, ulong seed)
{
    private const int GoldenEvery = 50;
    private const int NeighbourEvery = 4;
    private const int PoisonEvery = 200;
    private const int PoisonTokens = 3_000;
    private const int PoisonSeed = 1;

    private readonly TextPool _pool = new(facts.Vocabulary, stream.Tokens, seed);

    /// <summary>Makes the request of a number, from 0.</summary>
    public SoakRequest Make(long number)
    {
        var random = Start(number);
        var texts = TextsOf(number, ref random);
        var body = new ArrayBufferWriter<byte>(256);
        body.Write("{\"input\":["u8);
        int tokens = 0, truncated = 0;
        var isKnown = facts.KnowsWords;
        for (var place = 0; place < texts.Length; place++)
        {
            body.Write(place == 0 ? ""u8 : ","u8);
            var length = Write(texts[place], body) + RequestFacts.SpecialTokens;
            tokens += Math.Min(length, facts.MaxTokens);
            isKnown &= facts.KnowsGolden || texts[place].Kind != TextKind.Golden;
            truncated += IsCut(texts[place], length) ? 1 : 0;
        }

        body.Write("]"u8);
        if (facts.ModelId is { } model)
        {
            body.Write(",\"model\":"u8);
            body.Write(JsonSerializer.SerializeToUtf8Bytes(model, EmbeddingsJson.Default.String));
        }

        body.Write(IsBase64(ref random) ? ",\"encoding_format\":\"base64\"}"u8 : ",\"encoding_format\":\"float\"}"u8);
        return new SoakRequest(body.WrittenMemory, texts, isKnown ? tokens : null, truncated);
    }

    /// <summary>Tokens of each text of a request, special tokens included, as the model takes them.</summary>
    public int[] LengthsOf(long number)
    {
        var random = Start(number);
        return
        [
            .. TextsOf(number, ref random).Select(text => Math.Min(facts.MaxTokens, text.Kind switch
            {
                TextKind.Golden => facts.Golden.Items[text.Index].Tokens,
                TextKind.Poison => PoisonTokens,
                _ => _pool.Length(text.Index) + RequestFacts.SpecialTokens,
            })),
        ];
    }

    private SplitMix Start(long number) => new(seed ^ ((ulong)number * 0xA24BAED4963EE407));

    private TextKey[] TextsOf(long number, ref SplitMix random)
    {
        if (number % PoisonEvery == PoisonEvery / 2)
        {
            return [new TextKey(TextKind.Poison, 0)];
        }

        // Counted by their turns: by the number itself only a few of the texts would ever have one.
        if (number % GoldenEvery == 0)
        {
            return [Golden(number / GoldenEvery)];
        }

        if (number % PoisonEvery == (PoisonEvery / 2) + 1)
        {
            return [Golden(number / PoisonEvery)];
        }

        var texts = new TextKey[Sample.Of(stream.Inputs, ref random)];
        for (var place = 0; place < texts.Length; place++)
        {
            texts[place] = new TextKey(TextKind.Pool, random.Next(TextPool.Size));
        }

        if (texts.Length > 1 && number % NeighbourEvery == 0)
        {
            texts[random.Next(texts.Length)] = Golden(number / NeighbourEvery);
        }

        return texts;
    }

    // What is known of golden texts is their tokens after the cut.
    private bool IsCut(TextKey text, int length) => text.Kind == TextKind.Golden ? length == facts.MaxTokens : length > facts.MaxTokens;

    private TextKey Golden(long number) => new(TextKind.Golden, (int)(number % facts.Golden.Items.Count));

    // Gives the tokens without the special ones.
    private int Write(TextKey text, ArrayBufferWriter<byte> body)
    {
        switch (text.Kind)
        {
            case TextKind.Golden:
                body.Write(Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(facts.Golden.Items[text.Index].Text)}\""));
                return facts.Golden.Items[text.Index].Tokens - RequestFacts.SpecialTokens;
            case TextKind.Poison:
                var random = new SplitMix(PoisonSeed);
                TextPool.Write(facts.Vocabulary, PoisonTokens, ref random, body);
                return PoisonTokens;
            default:
                return _pool.Write(text.Index, body);
        }
    }

    private bool IsBase64(ref SplitMix random) => stream.Encoding switch
    {
        VectorEncoding.Float => false,
        VectorEncoding.Base64 => true,
        _ => random.Next(2) == 0,
    };
}
