namespace Aegis.SoakRunner.Load;

/// <summary>Tells which text an input is.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Index">Its place there.</param>
internal readonly record struct TextKey(TextKind Kind, int Index);

/// <summary>Where a text comes from.</summary>
internal enum TextKind
{
    /// <summary>The stream's own pool.</summary>
    Pool,

    /// <summary>The golden texts.</summary>
    Golden,

    /// <summary>The one text that is far longer than the model's limit.</summary>
    Poison,
}
