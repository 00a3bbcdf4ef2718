using Aegis.Engine.Inference;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.Proof;
using Aegis.Engine.Tokenization;

namespace Aegis.Engine.Loading;

internal sealed record ProvenModel(ModelIdentity Identity, ITextTokenizer Tokenizer, IEmbeddingModel Model) : IDisposable
{
    public BatchLimits BatchLimits { get; init; } = BatchLimits.Cpu;

    public ModelPrompts Prompts { get; init; } = ModelPrompts.None;

    /// <summary>Proves the model again while it serves; null: nothing can be proven.</summary>
    public Canary? Canary { get; init; }

    /// <summary>The way that serves and the better ways that do not; null for a backend without a choice.</summary>
    public LoadChoice? Choice { get; init; }

    public int Dimensions => Model.Dimensions;

    /// <summary>The width for a request, which may name none; null when it is not in 1 to <see cref="Dimensions"/>.</summary>
    public int? WidthFor(int? asked) => (asked ?? Dimensions) is var width && width >= 1 && width <= Dimensions ? width : null;

    /// <summary>The tokenizer that puts a prompt in front of texts; null when the model has no such prompt.</summary>
    /// <param name="promptName">Null: the default prompt; empty: no prompt.</param>
    public ITextTokenizer? TokenizerFor(string? promptName) =>
        Prompts.TryFind(promptName, out var prompt) ? PromptedTokenizer.Around(Tokenizer, prompt) : null;

    public void Dispose() => Model.Dispose();
}
