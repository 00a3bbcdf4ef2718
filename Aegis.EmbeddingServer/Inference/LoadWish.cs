using Aegis.EmbeddingServer.Model;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>What the operator asks for.</summary>
internal sealed record LoadWish(ProviderChoice Provider, PrecisionChoice Precision);
