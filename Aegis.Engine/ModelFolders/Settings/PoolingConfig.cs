using Aegis.Engine.Files;
using Aegis.Engine.Pooling;

namespace Aegis.Engine.ModelFolders.Settings;

/// <summary>
/// <c>1_Pooling/config.json</c>: how the vectors of tokens become the vector of a text. Both forms are read: a flag for each
/// mode (sentence-transformers up to 5.3) and <c>pooling_mode</c> (from 5.4 on).
/// https://github.com/huggingface/sentence-transformers/blob/main/sentence_transformers/sentence_transformer/modules/pooling.py
/// </summary>
/// <param name="Mode">The pooling.</param>
/// <param name="Width">Components of the vector of a token.</param>
internal sealed record PoolingConfig(PoolingMode Mode, int Width)
{
    private const string Mean = "mean";

    private static readonly (string Flag, string Word)[] Flags =
    [
        ("pooling_mode_cls_token", "cls"),
        ("pooling_mode_max_tokens", "max"),
        ("pooling_mode_mean_tokens", Mean),
        ("pooling_mode_mean_sqrt_len_tokens", "mean_sqrt_len_tokens"),
        ("pooling_mode_weightedmean_tokens", "weightedmean"),
        ("pooling_mode_lasttoken", "lasttoken"),
    ];

    public static PoolingConfig Read(JsonPart root)
    {
        root.AllowOnly([
            "word_embedding_dimension", "embedding_dimension", "pooling_mode", "include_prompt", .. Flags.Select(flag => flag.Flag)]);
        if (!root["include_prompt"].Flag(whenNone: true))
        {
            throw root["include_prompt"].NotSupported("leaving the tokens of a prompt out of the pooling (false)");
        }

        var words = root["pooling_mode"].IsNone ? WordsOfFlags(root) : Words(root);
        return words is [var word]
            ? new PoolingConfig(ModeOf(word, root), ReadWidth(root))
            : throw root.NotSupported($"several poolings at once ({string.Join(", ", words)})");
    }

    // "pooling_mode": "mean", or "pooling_mode": ["cls", "mean"]
    private static string[] Words(JsonPart root)
    {
        var part = root["pooling_mode"];
        string[] words = part.IsList ? [.. part.Items().Select(item => item.Text())] : [part.Text()];
        var flags = Flags.Where(flag => !root[flag.Flag].IsNone).ToArray();
        var contradiction = flags.FirstOrDefault(flag => root[flag.Flag].Flag() != words.Contains(flag.Word)).Flag;
        return contradiction is null
            ? words
            : throw root[contradiction].Problem($"it contradicts pooling_mode, which is {string.Join(", ", words)}");
    }

    // "pooling_mode_cls_token": false, "pooling_mode_mean_tokens": true, ...
    private static string[] WordsOfFlags(JsonPart root)
    {
        string[] words = [.. Flags.Where(flag => root[flag.Flag].Flag(whenNone: false)).Select(flag => flag.Word)];
        var mean = root["pooling_mode_mean_tokens"];
        if (words.Length > 0 && mean.IsNone)
        {
            // Versions up to 5.3 take a missing flag of the mean for true, later ones for false.
            throw mean.Problem(
                $"it is missing beside {string.Join(", ", words)}, and versions of sentence-transformers differ on what that means; "
                + $"\"pooling_mode\": \"{words[0]}\" says it");
        }

        return words.Length > 0 ? words
            : mean.IsNone ? [Mean]
            : throw mean.Problem("it is false, and no other pooling is true");
    }

    private static PoolingMode ModeOf(string word, JsonPart root) => word switch
    {
        Mean => PoolingMode.Mean,
        // The same direction as the mean: it divides by the square root of the count, and every vector is scaled to norm 1.
        "mean_sqrt_len_tokens" => PoolingMode.Mean,
        "cls" => PoolingMode.Cls,
        "max" => PoolingMode.Max,
        "lasttoken" => PoolingMode.LastToken,
        var other => throw root.NotSupported($"the pooling '{other}'"),
    };

    private static int ReadWidth(JsonPart root)
    {
        var (old, now) = (root["word_embedding_dimension"], root["embedding_dimension"]);
        var width = now.IsNone && !old.IsNone ? old.Number() : now.Number();
        return old.IsNone || old.Number() == width
            ? width
            : throw old.Problem($"it is {old.Number()}, and embedding_dimension is {width}");
    }
}
