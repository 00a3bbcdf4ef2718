using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>A tokenizer with its model, proven and ready to serve.</summary>
internal sealed record Backend(BackendIdentity Identity, ITextTokenizer Tokenizer, IEmbeddingModel Model) : IDisposable
{
    /// <summary>What one Run may hold.</summary>
    public RunLimits Limits { get; init; } = RunLimits.OfCpu;

    /// <summary>What it wants in front of texts.</summary>
    public ModelPrompts Prompts { get; init; } = ModelPrompts.None;

    /// <summary>Proves it again while it serves; null: there is nothing to prove.</summary>
    public Canary? Canary { get; init; }

    public void Dispose() => Model.Dispose();
}
