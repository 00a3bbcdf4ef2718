namespace Aegis.SoakRunner.Load;

/// <summary>A request, and what its answer must have.</summary>
/// <param name="Body">JSON in UTF-8.</param>
/// <param name="PromptTokens">Expected usage, without tokens above the model's limit; null: not known.</param>
/// <param name="Truncated">Inputs above the model's limit.</param>
internal sealed record SoakRequest(ReadOnlyMemory<byte> Body, IReadOnlyList<TextKey> Texts, int? PromptTokens, int Truncated);

/// <summary>Identifies the text of an input.</summary>
internal readonly record struct TextKey(TextKind Kind, int Index);

internal enum TextKind
{
    Pool,
    Golden,

    /// <summary>One text, far above the model's limit.</summary>
    Poison,
}
