using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Engine.ModelFolders;

/// <summary>What a model wants in front of texts, by the name that a request gives.</summary>
/// <param name="ByName">Prompts, such as <c>query</c>: <c>query: </c>.</param>
/// <param name="Default">Name of the one for requests that name none; null: nothing is put in front.</param>
internal sealed record ModelPrompts(IReadOnlyDictionary<string, string> ByName, string? Default)
{
    public static ModelPrompts None { get; } = new(new Dictionary<string, string>(), null);

    /// <summary>The folder's prompts, and over them the operator's.</summary>
    /// <exception cref="ModelLoadException">The file is damaged, or the default is no prompt that there is.</exception>
    public static ModelPrompts Read(string directory, ModelSettings settings)
    {
        var file = Path.Combine(directory, ModelFiles.Prompts);
        return Combine(File.Exists(file) ? ModelJson.Read(file, ModelJsonContext.Default.PromptConfig) : new PromptConfig(), settings, file);
    }

    /// <summary>The operator's prompts alone.</summary>
    /// <exception cref="ModelLoadException">The default is no prompt that there is.</exception>
    public static ModelPrompts Of(ModelSettings settings) => Combine(new PromptConfig(), settings, string.Empty);

    /// <summary>The text to put in front.</summary>
    /// <param name="name">A prompt's name; null: the default; empty: nothing in front.</param>
    /// <param name="prompt">The text; empty for none.</param>
    /// <returns>False when there is no such prompt.</returns>
    public bool TryFind(string? name, out string prompt)
    {
        prompt = string.Empty;
        name ??= Default;
        return string.IsNullOrEmpty(name) || (ByName.TryGetValue(name, out var found) && (prompt = found) is not null);
    }

    /// <summary>For messages: the names that there are.</summary>
    public string Names() => Names(ByName);

    private static ModelPrompts Combine(PromptConfig config, ModelSettings settings, string file)
    {
        var prompts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, prompt) in config.Prompts ?? new Dictionary<string, string?>())
        {
            prompts[name] = prompt ?? string.Empty;
        }

        foreach (var (name, prompt) in settings.Prompts)
        {
            prompts[name] = prompt;
        }

        var chosen = settings.DefaultPrompt ?? config.DefaultPromptName;
        return string.IsNullOrEmpty(chosen) || prompts.ContainsKey(chosen)
            ? new ModelPrompts(prompts, string.IsNullOrEmpty(chosen) ? null : chosen)
            : throw new ModelLoadException($"there is no prompt '{chosen}' to put in front of texts by default ({(settings.DefaultPrompt is null ? file : "Aegis:Model:DefaultPrompt")}); {Names(prompts)}");
    }

    private static string Names(IReadOnlyDictionary<string, string> prompts) => prompts.Count == 0
        ? "the model has no prompts (Aegis:Model:Prompts gives it some)"
        : $"there is {string.Join(", ", prompts.Keys)}";
}
