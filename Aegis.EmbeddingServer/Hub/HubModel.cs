namespace Aegis.EmbeddingServer.Hub;

/// <summary>The members of <c>GET /api/models/{id}/revision/{revision}</c> that are used.</summary>
/// <param name="Sha">The present commit of the revision: 40 hexadecimal digits.</param>
/// <param name="Siblings">Every file of that commit.</param>
internal sealed record HubModel(string Sha, IReadOnlyList<HubSibling?> Siblings)
{
    public DateTimeOffset? LastModified { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public IReadOnlyList<string> Paths => [.. Siblings.OfType<HubSibling>().Select(sibling => sibling.Rfilename)];
}

/// <param name="Rfilename">The path of the file, with forward slashes.</param>
internal sealed record HubSibling(string Rfilename);
