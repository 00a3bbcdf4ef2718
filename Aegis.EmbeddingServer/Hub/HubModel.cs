namespace Aegis.EmbeddingServer.Hub;

/// <summary>What <c>GET /api/models/{id}/revision/{revision}</c> says, as far as it is needed.</summary>
/// <param name="Sha">The commit that the revision is now: 40 hexadecimal digits.</param>
/// <param name="Siblings">Every file of that commit.</param>
internal sealed record HubModel(string Sha, IReadOnlyList<HubSibling?> Siblings)
{
    /// <summary>When the model last changed.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>When it was first published.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The paths of its files.</summary>
    public IReadOnlyList<string> Paths => [.. Siblings.OfType<HubSibling>().Select(sibling => sibling.Rfilename)];
}

/// <summary>A file of a model.</summary>
/// <param name="Rfilename">Its path, with forward slashes.</param>
internal sealed record HubSibling(string Rfilename);
