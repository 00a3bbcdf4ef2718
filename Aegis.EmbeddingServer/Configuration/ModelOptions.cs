using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Pooling;
using Aegis.Engine.Tokenization;

namespace Aegis.EmbeddingServer.Configuration;

/// <summary><c>Aegis:Model</c>: which model is served, and under which names.</summary>
internal sealed class ModelOptions
{
    /// <summary>A folder in the Hugging Face layout; relative to the working directory. Default: the bundled model.</summary>
    [NotEmpty]
    public string? Directory { get; set; }

    /// <summary>The id to serve. Default: the id in the manifest of the folder, else the name of the folder.</summary>
    [NotEmpty]
    public string? Id { get; set; }

    /// <summary>Further names that requests may use for the model. Answers always have the real name.</summary>
    public IReadOnlyList<string> Aliases { get; set; } =
    [
        "text-embedding-3-small",
        "text-embedding-ada-002",
        "nomic-embed-text",
        "nomic-ai/nomic-embed-text-v1.5",
    ];

    /// <summary>
    /// <c>int8</c>, <c>fp32</c> or <c>fp16</c>: the file of this precision, or the model is not served. Default: <c>auto</c>,
    /// int8 where the CPU computes it rightly and the reference vectors of the folder prove it, else fp32.
    /// </summary>
    public Precision? Precision { get; set; }

    /// <summary>
    /// An ONNX file by its path in the folder. Default: chosen by precision and provider among the names that exporters give.
    /// </summary>
    [NotEmpty]
    public string? File { get; set; }

    /// <summary>
    /// <c>mean</c>, <c>cls</c>, <c>max</c> or <c>lasttoken</c>: how the vectors of tokens become the vector of a text, for a folder
    /// that does not name it. Default: as the folder says; a folder that does not is not served.
    /// </summary>
    public PoolingMode? Pooling { get; set; }

    /// <summary>
    /// Texts to put in front of inputs, by the name in <c>prompt_name</c> of a request; they replace prompts of the folder.
    /// Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Prompts { get; set; } = new Dictionary<string, string>();

    /// <summary>
    /// Name of the prompt for requests that name none; empty: no prompt. Default: the <c>default_prompt_name</c> of the folder.
    /// </summary>
    public string? DefaultPrompt { get; set; }

    /// <summary>
    /// What is cut of a text with more tokens than the model takes, unless the request sets it. Default: the
    /// <c>truncation_side</c> of the folder, else <see cref="Truncation.End"/>.
    /// </summary>
    public Truncation? Truncation { get; set; }

    /// <summary>
    /// Folder for the vectors of the first start of a model without reference vectors; later starts are compared with them.
    /// Empty: none are kept. Default: <c>aegis</c> in the user's folder for application data.
    /// </summary>
    public string? StateDirectory { get; set; }

    /// <summary>True: the process exits with code 1 when the model cannot be served. Default: false, the process stays up.</summary>
    public bool ExitOnFailure { get; set; }

    /// <summary>The folder with its full path, and what these options set for it.</summary>
    internal ModelSettings ToSettings()
    {
        var directory = Directory is { } configured ? Path.GetFullPath(configured) : BundledModel.FindDirectory();
        return new ModelSettings(Path.TrimEndingDirectorySeparator(directory))
        {
            RequiresManifest = Directory is null,
            Id = Id,
            Precision = Precision,
            File = File,
            Pooling = Pooling,
            Prompts = Prompts,
            DefaultPrompt = DefaultPrompt,
        };
    }

    /// <summary>Full path of the state folder, which may not exist yet; null if the setting is empty.</summary>
    internal string? FindStateDirectory()
    {
        if (StateDirectory is { } configured)
        {
            return configured.Length == 0 ? null : Path.GetFullPath(configured);
        }

        // A new user has no such folder. Without this option, .NET returns an empty path for a folder that does not exist.
        var ofUser = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.GetFullPath(Path.Combine(ofUser, "aegis"));
    }
}
