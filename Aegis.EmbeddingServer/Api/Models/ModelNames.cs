using Aegis.Engine.Loading;

namespace Aegis.EmbeddingServer.Api.Models;

/// <summary>The names that a request may use for the served model.</summary>
internal sealed class ModelNames(ModelIdentity identity, IReadOnlyList<string> aliases)
{
    /// <summary>The real model's id first, then its aliases.</summary>
    public IReadOnlyList<string> All => [identity.ModelId, .. aliases.Where(alias => alias != identity.ModelId).Distinct()];

    /// <summary>What a request for any other model answers.</summary>
    public Failure NotServed =>
        new(FailureKind.ModelNotFound, $"The model is not served here; there is {string.Join(", ", All)}", "model");

    /// <summary>True for the id, the id with its organisation in front, and every alias; case matters.</summary>
    public bool Accepts(string model) =>
        model == identity.ModelId
        || aliases.Contains(model)
        || (identity.Organisation is { } organisation && model == $"{organisation}/{identity.ModelId}");
}
