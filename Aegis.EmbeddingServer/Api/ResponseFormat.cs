namespace Aegis.EmbeddingServer.Api;

/// <summary>How an answer is written.</summary>
/// <param name="ModelId">The real model's id.</param>
/// <param name="Base64">Base64 of little-endian float32 instead of JSON numbers.</param>
internal readonly record struct ResponseFormat(string ModelId, bool Base64);
