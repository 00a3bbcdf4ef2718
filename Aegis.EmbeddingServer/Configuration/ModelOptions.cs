using Aegis.Engine.Tokenization;

namespace Aegis.EmbeddingServer.Configuration;

/// <summary><c>Aegis:Model</c>: which model is served, and under which names.</summary>
internal sealed class ModelOptions
{
    /// <summary>A folder in the Hugging Face layout; relative to the working directory. Default: the bundled model.</summary>
    [NotEmpty]
    public string? Directory { get; set; }

    /// <summary>Full path of the folder that is served.</summary>
    internal string FullDirectory =>
        Path.TrimEndingDirectorySeparator(Directory is { } configured ? Path.GetFullPath(configured) : BundledModel.FindDirectory());

    /// <summary>A message without the path of the folder: files are named from there on, the folder by its last part.</summary>
    internal string HideFolder(string message) => message
        .Replace(FullDirectory + Path.DirectorySeparatorChar, string.Empty, StringComparison.Ordinal)
        .Replace(FullDirectory, Path.GetFileName(FullDirectory), StringComparison.Ordinal);

    /// <summary>The id to serve. Default: the one the folder's manifest names, else the folder's name.</summary>
    [NotEmpty]
    public string? Id { get; set; }

    /// <summary>Further names that requests may use for the model; answers always name the real one.</summary>
    public IReadOnlyList<string> Aliases { get; set; } =
    [
        "text-embedding-3-small",
        "text-embedding-ada-002",
        "nomic-embed-text",
        "nomic-ai/nomic-embed-text-v1.5",
    ];

    /// <summary>Which of the model's files runs. Default: <see cref="PrecisionChoice.Auto"/>.</summary>
    public PrecisionChoice Precision { get; set; } = PrecisionChoice.Auto;

    /// <summary>An ONNX file by its path in the folder. Default: chosen by precision and provider among the names that exporters give.</summary>
    [NotEmpty]
    public string? File { get; set; }

    /// <summary>What is put in front of texts, by the name that a request gives in <c>prompt_name</c>; over the folder's own. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Prompts { get; set; } = new Dictionary<string, string>();

    /// <summary>Name of the prompt for requests that name none; empty: no prompt. Default: the folder's <c>default_prompt_name</c>.</summary>
    public string? DefaultPrompt { get; set; }

    /// <summary>What happens to a text with more tokens than the model takes, unless the request says it. Default: <see cref="Truncation.End"/>.</summary>
    public Truncation Truncation { get; set; } = Truncation.End;

    /// <summary>
    /// Folder for the vectors that a model without reference vectors had at its first start; later starts are held to
    /// them. Empty: none are kept. Default: <c>aegis</c> in the user's folder for application data.
    /// </summary>
    public string? StateDirectory { get; set; }

    /// <summary>The folder that counts; null when there is none, as for a user without a home.</summary>
    internal string? FullStateDirectory => StateDirectory is { } configured
        ? (configured.Length == 0 ? null : Path.GetFullPath(configured))
        : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } ofUser ? Path.Combine(ofUser, "aegis") : null;

    /// <summary>True: the process exits with code 1 when the model cannot be served. Default: it stays up and says why.</summary>
    public bool ExitOnFailure { get; set; }
}
