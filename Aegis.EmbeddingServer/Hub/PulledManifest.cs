using System.Text.Json.Serialization;
using Aegis.Engine.ModelFolders;

namespace Aegis.EmbeddingServer.Hub;

/// <summary>The manifest that a pull writes: a <see cref="ModelManifest"/> that also says where the files are from.</summary>
/// <param name="Id">The model's name.</param>
/// <param name="Organisation">Who publishes it.</param>
/// <param name="Created">When it last changed, in seconds since 1970.</param>
/// <param name="Files">Every file but the manifest.</param>
internal sealed record PulledManifest(string Id, string Organisation, long Created, [property: JsonPropertyOrder(1)] IReadOnlyList<ManifestFile> Files)
{
    /// <summary>Its page on the hub.</summary>
    public string? Source { get; init; }

    /// <summary>The commit that every file is of; null in a manifest that no pull has written.</summary>
    public string? Revision { get; init; }
}
