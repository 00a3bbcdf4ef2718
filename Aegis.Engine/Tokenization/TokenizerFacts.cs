namespace Aegis.Engine.Tokenization;

/// <summary>What a tokenizer says of itself.</summary>
/// <param name="VocabularySize">Highest id plus 1, added tokens included.</param>
/// <param name="PadId">The id to pad with.</param>
/// <param name="Description">Family, variant and number of entries, for operators.</param>
internal sealed record TokenizerFacts(int VocabularySize, int PadId, string Description);
