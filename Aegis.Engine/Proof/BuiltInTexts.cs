using Aegis.Engine.Inference;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.Tokenization;

namespace Aegis.Engine.Proof;

/// <summary>Texts to prove a model that has no reference vectors: short and long, prose, code, several scripts.</summary>
internal static class BuiltInTexts
{
    private static readonly string[] Texts =
    [
        "A cat sleeps on the warm windowsill.",
        "The committee postponed its decision because two of the reports had not been translated in time, "
            + "and nobody wanted to vote on figures that only half of the room could read.",
        "How do I reset the password of my account?",
        "for (int i = 0; i < items.Count; i++) { total += items[i].Price * items[i].Quantity; }",
        "Die Brücke über den Fluss wird im nächsten Frühjahr saniert.",
        "La température de l'eau baisse d'un degré tous les dix mètres.",
        "机器学习模型将文本转换为向量。",
        "Сколько стоит билет до Москвы?",
        "2026-11-26 08:15:04 ERROR connection reset by peer (attempt 3 of 5, 10.0.0.7:5432)",
        "no",
    ];

    public static ReferenceVectors Embed(IEmbeddingModel model, ITextTokenizer tokenizer)
    {
        var items = new List<ReferenceVector>();
        foreach (var text in Texts)
        {
            var vector = new float[model.Dimensions];
            model.Embed([tokenizer.Tokenize(text)], vector);
            items.Add(new ReferenceVector(text, vector));
        }

        return new ReferenceVectors(items);
    }

    /// <summary>
    /// The largest difference of a component between a text embedded alone and with neighbours of other lengths. Over
    /// <see cref="MaxRounding"/> the vectors depend on the other texts of a batch.
    /// </summary>
    public static float DifferenceBesideNeighbours(IEmbeddingModel model, ITextTokenizer tokenizer)
    {
        TokenSequence[] batch = [.. Texts.Take(4).Select(text => tokenizer.Tokenize(text))];
        var together = new float[batch.Length * model.Dimensions];
        model.Embed(batch, together);
        var alone = new float[model.Dimensions];
        var difference = 0f;
        for (var row = 0; row < batch.Length; row++)
        {
            model.Embed([batch[row]], alone);
            for (var index = 0; index < alone.Length; index++)
            {
                difference = MathF.Max(difference, MathF.Abs(alone[index] - together[(row * alone.Length) + index]));
            }
        }

        return difference;
    }

    /// <summary>Largest difference of a component that rounding may cause; a limit of the contract.</summary>
    public const float MaxRounding = 1e-5f;
}
