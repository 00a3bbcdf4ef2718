namespace Aegis.Scheduling;

/// <summary>A sequence of tokens as the queue sees it. Equal sequences have the same vector: one is computed for all.</summary>
internal interface ISequence
{
    /// <summary>Tokens, special tokens included; at least 1.</summary>
    int Length { get; }
}
