using Aegis.EmbeddingServer.Model;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>One way to serve a model: a file of it on a provider.</summary>
internal sealed record LoadCandidate(ProviderEntry Entry, OnnxFile File);
