using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Pooling;

namespace Aegis.Engine.ModelFolders;

/// <summary>A model folder, and what the operator sets for it.</summary>
/// <param name="Directory">Full path of the folder, without a separator at the end.</param>
internal sealed record ModelSettings(string Directory)
{
    /// <summary>True for the bundled model: it must have a manifest.</summary>
    public bool RequiresManifest { get; init; }

    /// <summary>The id to serve; null: the one in the manifest, else that of the hub's cache, else the name of the folder.</summary>
    public string? Id { get; init; }

    /// <summary>The precision to load; null: the best that this machine computes rightly.</summary>
    public Precision? Precision { get; init; }

    /// <summary>An ONNX file by its path in the folder; null: found by the names that exporters give.</summary>
    public string? File { get; init; }

    /// <summary>The pooling of a folder that does not name it; null: the folder has to.</summary>
    public PoolingMode? Pooling { get; init; }

    /// <summary>Prompts by name; they replace prompts of the folder.</summary>
    public IReadOnlyDictionary<string, string> Prompts { get; init; } = new Dictionary<string, string>();

    /// <summary>Name of the default prompt; empty: none; null: the default of the folder.</summary>
    public string? DefaultPrompt { get; init; }

    /// <summary>Removes the path of the folder from a message: files are named from there on, the folder by its last part.</summary>
    public string HideFolder(string message) => message
        .Replace(Directory + Path.DirectorySeparatorChar, string.Empty, StringComparison.Ordinal)
        .Replace(Directory, Path.GetFileName(Directory), StringComparison.Ordinal);
}
