using System.Numerics.Tensors;
using Aegis.SoakRunner.Load;

namespace Aegis.SoakRunner.Check;

/// <summary>Checks every answer of one stream.</summary>
/// <param name="known">Shared by all streams.</param>
/// <param name="pool">Vectors of the stream's own texts.</param>
internal sealed class AnswerCheck(KnownVectors known, VectorMemory pool)
{
    private const double NormTolerance = 1e-3;

    /// <summary>The first flaw; null: none.</summary>
    /// <param name="truncatedInputs">Truncated inputs by the header of the answer.</param>
    public Flaw? FlawOf(SoakRequest request, ReadAnswer answer, int truncatedInputs)
    {
        if ((FlawOfShape(request, answer) ?? FlawOfUsage(request, answer)) is { } shape)
        {
            return shape;
        }

        if (request.PromptTokens is not null && truncatedInputs != request.Truncated)
        {
            return new Flaw(
                FlawKind.Truncation,
                $"{request.Truncated} inputs are longer than the model takes, and the answer tells of {truncatedInputs}");
        }

        for (var place = 0; place < answer.Count; place++)
        {
            if (FlawOfVector(request.Texts[place], answer.Vector(place), place) is { } flaw)
            {
                return flaw;
            }
        }

        return null;
    }

    private Flaw? FlawOfShape(SoakRequest request, ReadAnswer answer) => answer switch
    {
        { Count: var count } when count != request.Texts.Count => new Flaw(
            FlawKind.Count, $"{count} vectors for {request.Texts.Count} texts"),
        { Misplaced: >= 0 } => new Flaw(FlawKind.Order, $"index {answer.MisplacedIndex} stands at place {answer.Misplaced}"),
        { OddWidth: >= 0 } => new Flaw(
            FlawKind.Dimension, $"the vector at place {answer.OddWidth} has another width than the {answer.Dimensions} of the first"),
        { Dimensions: var width } when width != known.Dimensions => new Flaw(
            FlawKind.Dimension, $"vectors of {width} components, {known.Dimensions} at the start"),
        _ => null,
    };

    private static Flaw? FlawOfUsage(SoakRequest request, ReadAnswer answer) => answer switch
    {
        { PromptTokens: < 0 } => new Flaw(FlawKind.Usage, "the answer tells no usage"),
        { TotalTokens: var total, PromptTokens: var prompt } when total != prompt => new Flaw(
            FlawKind.Usage, $"prompt_tokens {prompt}, total_tokens {total}"),
        { PromptTokens: var prompt } when request.PromptTokens is { } expected
            && prompt != expected => new Flaw(FlawKind.Usage, $"usage of {prompt} tokens, {expected} were sent"),
        { PromptTokens: var prompt } when prompt < request.Texts.Count => new Flaw(
            FlawKind.Usage, $"usage of {prompt} tokens for {request.Texts.Count} texts"),
        _ => null,
    };

    private Flaw? FlawOfVector(TextKey text, ReadOnlySpan<float> vector, int place)
    {
        var square = TensorPrimitives.SumOfSquares(vector);
        if (!float.IsFinite(square))
        {
            return new Flaw(FlawKind.NotFinite, $"the vector at place {place} is not finite");
        }

        var norm = Math.Sqrt(square);
        if (Math.Abs(norm - 1) > NormTolerance)
        {
            return new Flaw(FlawKind.Norm, Wording.Of($"the vector at place {place} has norm {norm:G4}"));
        }

        return text.Kind switch
        {
            TextKind.Golden => known.FlawOfGolden(text.Index, vector),
            TextKind.Poison => known.FlawOfPoison(vector),
            _ => pool.DistanceTo(text.Index, vector) is { } distance
                ? new Flaw(
                    FlawKind.Changed, Wording.Of($"the text at place {place} got another vector than before, {distance:G3} apart"))
                : pool.AllAlike ? new Flaw(FlawKind.Alike, "all texts get the same vector") : null,
        };
    }
}
