namespace Aegis.SoakRunner.Load;

/// <summary>Identifies the text of an input.</summary>
internal readonly record struct TextKey(TextKind Kind, int Index);

internal enum TextKind
{
    Pool,

    Golden,

    /// <summary>One text, far above the model's limit.</summary>
    Poison,
}
