namespace Aegis.Engine.Tokenization;

/// <summary>Facts of a tokenizer (<see cref="ITextTokenizer"/>).</summary>
/// <param name="VocabularySize">Number of ids, added tokens included.</param>
/// <param name="PadId">The id to pad with.</param>
/// <param name="Description">Family, variant and number of entries, for operators.</param>
internal sealed record TokenizerFacts(int VocabularySize, int PadId, string Description);
