using Aegis.SoakRunner.Load;

namespace Aegis.SoakRunner.Check;

/// <summary>What must hold for every answer, whatever the model.</summary>
internal static class AnswerCheck
{
    private const double NormTolerance = 1e-3;

    /// <summary>Least tokens of a text: the two special ones.</summary>
    private const int LeastTokens = 2;

    /// <summary>What is wrong, in words; null when nothing is.</summary>
    public static string? ProblemWith(IReadOnlyList<string> texts, EmbeddingsAnswer? answer)
    {
        if (answer is null)
        {
            return "the answer is empty";
        }

        if (answer.Data.Count != texts.Count)
        {
            return $"{answer.Data.Count} vectors for {texts.Count} texts";
        }

        if (answer.Usage.PromptTokens < LeastTokens * texts.Count || answer.Usage.TotalTokens != answer.Usage.PromptTokens)
        {
            return $"usage of {answer.Usage.PromptTokens} and {answer.Usage.TotalTokens} tokens for {texts.Count} texts";
        }

        var width = answer.Data[0].Embedding.Length;
        for (var index = 0; index < answer.Data.Count; index++)
        {
            if (ProblemWith(answer.Data[index], index, width) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? ProblemWith(EmbeddingItem item, int index, int width)
    {
        if (item.Index != index)
        {
            return $"index {item.Index} stands at place {index}";
        }

        if (item.Embedding.Length != width)
        {
            return $"vectors of {width} and {item.Embedding.Length} components in one answer";
        }

        var norm = Math.Sqrt(item.Embedding.Sum(component => (double)component * component));
        return Math.Abs(norm - 1) <= NormTolerance ? null : $"a vector of norm {norm}";
    }
}
