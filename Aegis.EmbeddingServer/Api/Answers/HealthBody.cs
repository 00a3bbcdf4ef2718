namespace Aegis.EmbeddingServer.Api.Answers;

/// <summary>Body of <c>GET /health</c>.</summary>
/// <param name="Status"><c>ok</c>, <c>starting</c>, <c>draining</c> or <c>error</c>.</param>
/// <param name="Service">Always <c>aegis-llm-server</c>.</param>
/// <param name="Version">The server's version.</param>
/// <param name="Commit">The commit that it was built from; null when it was built outside of git.</param>
/// <param name="Backend"><c>onnx</c> or <c>deterministic</c>.</param>
/// <param name="EmbeddingEnabled">False when embeddings are switched off.</param>
/// <param name="Model">The served model's id; null until it is loaded.</param>
/// <param name="ExecutionProvider">Where it runs; null until it is loaded.</param>
/// <param name="Precision"><c>int8</c>, <c>fp32</c>, <c>fp16</c> or <c>none</c>; null until it is loaded.</param>
/// <param name="ExecutionReason">Why provider and precision are these; null until it is loaded, and without a choice.</param>
/// <param name="Reason">Why the status is not ok; null when it is.</param>
internal sealed record HealthBody(
    string Status,
    string Service,
    string Version,
    string? Commit,
    string Backend,
    bool EmbeddingEnabled,
    string? Model,
    string? ExecutionProvider,
    string? Precision,
    string? ExecutionReason,
    string? Reason);
