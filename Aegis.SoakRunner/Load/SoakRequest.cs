namespace Aegis.SoakRunner.Load;

/// <summary>One request and what its answer must hold.</summary>
/// <param name="Body">The body, JSON in UTF-8.</param>
/// <param name="Texts">What each input is, in order.</param>
/// <param name="PromptTokens">Tokens that usage must tell, without those beyond the model's limit; null: not known.</param>
/// <param name="Truncated">Inputs that are longer than the model's limit.</param>
internal sealed record SoakRequest(ReadOnlyMemory<byte> Body, IReadOnlyList<TextKey> Texts, int? PromptTokens, int Truncated);
