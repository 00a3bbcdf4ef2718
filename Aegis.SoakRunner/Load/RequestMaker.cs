using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Aegis.SoakRunner.Load;

/// <summary>
/// Makes the requests of a stream, each from its number alone. Most have texts of the pool. Some are a single golden text, have
/// a golden text among others, or have a text far above the limit, followed by a golden one.
/// </summary>
internal sealed class RequestMaker(StreamPlan stream, RequestSource facts, ulong seed)
{
    private const int GoldenEvery = 50;
    private const int NeighbourEvery = 4;
    private const int PoisonEvery = 200;
    private const int PoisonTokens = 3_000;
    private const int PoisonSeed = 1;

    private readonly TextPool _pool = new(facts.Vocabulary, stream.Tokens, seed);

    /// <summary>Makes the request with a number, from 0.</summary>
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
            var length = Write(texts[place], body) + RequestSource.SpecialTokens;
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

    /// <summary>Tokens of each text of a request with special tokens, up to the limit of the model.</summary>
    public int[] LengthsOf(long number)
    {
        var random = Start(number);
        return
        [
            .. TextsOf(number, ref random).Select(text => Math.Min(facts.MaxTokens, text.Kind switch
            {
                TextKind.Golden => facts.Golden.Items[text.Index].Tokens,
                TextKind.Poison => PoisonTokens,
                _ => _pool.Length(text.Index) + RequestSource.SpecialTokens,
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

        // Divided, so that every golden text gets a turn.
        if (number % GoldenEvery == 0)
        {
            return [Golden(number / GoldenEvery)];
        }

        if (number % PoisonEvery == (PoisonEvery / 2) + 1)
        {
            return [Golden(number / PoisonEvery)];
        }

        var texts = new TextKey[AmountSampler.Of(stream.Inputs, ref random)];
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

    // The known tokens of a golden text are those after truncation.
    private bool IsCut(TextKey text, int length) => text.Kind == TextKind.Golden ? length == facts.MaxTokens : length > facts.MaxTokens;

    private TextKey Golden(long number) => new(TextKind.Golden, (int)(number % facts.Golden.Items.Count));

    // Returns the tokens without the special ones.
    private int Write(TextKey text, ArrayBufferWriter<byte> body)
    {
        switch (text.Kind)
        {
            case TextKind.Golden:
                body.Write(Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(facts.Golden.Items[text.Index].Text)}\""));
                return facts.Golden.Items[text.Index].Tokens - RequestSource.SpecialTokens;
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
