namespace Aegis.SoakRunner.Check;

/// <summary>The parts of an answer of <c>POST /v1/embeddings</c>. Its memory is reused for the next answer.</summary>
internal sealed class ReadAnswer
{
    private const int None = -1;

    private float[] _vectors = new float[1024];

    public int Count { get; private set; }

    public int Dimensions { get; private set; }

    /// <summary><c>usage.prompt_tokens</c>; -1: not there.</summary>
    public int PromptTokens { get; set; } = None;

    /// <summary><c>usage.total_tokens</c>; -1: not there.</summary>
    public int TotalTokens { get; set; } = None;

    /// <summary>The first place with a wrong index; -1: none.</summary>
    public int Misplaced { get; private set; } = None;

    public int MisplacedIndex { get; private set; }

    /// <summary>The first place with another width; -1: none.</summary>
    public int OddWidth { get; private set; } = None;

    public void Clear()
    {
        (Count, Dimensions) = (0, 0);
        (PromptTokens, TotalTokens, Misplaced, OddWidth) = (None, None, None, None);
    }

    /// <summary>Valid only if all vectors have one width.</summary>
    public ReadOnlySpan<float> Vector(int place) => _vectors.AsSpan(place * Dimensions, Dimensions);

    /// <summary>Memory for the next vector, for at least so many components. Keeps the components already written.</summary>
    public Span<float> Reserve(int components)
    {
        // Vectors of different widths are not checked: they may overlap, and need no more memory.
        var used = OddWidth >= 0 ? 0 : Count * Dimensions;
        if (_vectors.Length < used + components)
        {
            Array.Resize(ref _vectors, Math.Max(2 * _vectors.Length, used + components));
        }

        return _vectors.AsSpan(used);
    }

    /// <summary>Takes the first components as the next vector.</summary>
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
