namespace Aegis.SoakRunner.Check;

/// <summary>An answer of <c>POST /v1/embeddings</c>, taken apart; its memory is used again for the next one.</summary>
internal sealed class ReadAnswer
{
    private const int None = -1;

    private float[] _vectors = new float[1024];

    /// <summary>Number of vectors.</summary>
    public int Count { get; private set; }

    /// <summary>Width of the first vector.</summary>
    public int Dimensions { get; private set; }

    /// <summary><c>usage.prompt_tokens</c>; -1: not there.</summary>
    public int PromptTokens { get; set; } = None;

    /// <summary><c>usage.total_tokens</c>; -1: not there.</summary>
    public int TotalTokens { get; set; } = None;

    /// <summary>The first place whose index is another one; -1: none.</summary>
    public int Misplaced { get; private set; } = None;

    /// <summary>What stands at <see cref="Misplaced"/>.</summary>
    public int MisplacedIndex { get; private set; }

    /// <summary>The first place whose vector has another width; -1: none.</summary>
    public int OddWidth { get; private set; } = None;

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        (Count, Dimensions) = (0, 0);
        (PromptTokens, TotalTokens, Misplaced, OddWidth) = (None, None, None, None);
    }

    /// <summary>The vector at a place; only where all have the same width.</summary>
    public ReadOnlySpan<float> Vector(int place) => _vectors.AsSpan(place * Dimensions, Dimensions);

    /// <summary>Room for the next vector: at least so many components, those that are written already kept.</summary>
    public Span<float> Room(int components)
    {
        // Of vectors of different widths none is looked at: they may lie over each other, and their number is not to be multiplied.
        var used = OddWidth >= 0 ? 0 : Count * Dimensions;
        if (_vectors.Length < used + components)
        {
            Array.Resize(ref _vectors, Math.Max(2 * _vectors.Length, used + components));
        }

        return _vectors.AsSpan(used);
    }

    /// <summary>Takes the first components of the room as the next vector.</summary>
    public void Add(int index, int components)
    {
        if (Count == 0)
        {
            Dimensions = components;
        }

        if (components != Dimensions && OddWidth < 0)
        {
            OddWidth = Count;
        }

        if (index != Count && Misplaced < 0)
        {
            (Misplaced, MisplacedIndex) = (Count, index);
        }

        Count++;
    }
}
