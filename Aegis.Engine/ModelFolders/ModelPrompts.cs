using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.ModelFolders.Settings;

namespace Aegis.Engine.ModelFolders;

/// <summary>The prompts to put in front of texts, by their names. The default is for requests that name none; null: no prompt.</summary>
internal sealed record ModelPrompts(IReadOnlyDictionary<string, string> ByName, string? Default)
{
    public static ModelPrompts None { get; } = new(new Dictionary<string, string>(), null);

    /// <summary>The prompts of the folder; those of the operator replace them.</summary>
    /// <exception cref="ModelLoadException">The file is damaged, or the lengths of the model's vectors count.</exception>
    public static ModelPrompts Read(string directory, ModelSettings settings, bool normalizes)
    {
        var file = Path.Combine(directory, SettingsNames.Prompts);
        var config = SettingsFile.ReadIfThere(file, PromptConfig.Read) ?? PromptConfig.None;
        return config.OtherSimilarity is { } similarity && !normalizes
            ? throw new ModelLoadException(
                $"{file}: similarity_fn_name is '{similarity}' and modules.json has no Normalize step: the lengths of the vectors count, "
                + "and every vector that is served has norm 1")
            : Combine(config, settings, file);
    }

    /// <summary>The prompts of the operator alone.</summary>
    /// <exception cref="ModelLoadException">The default prompt does not exist.</exception>
    public static ModelPrompts Of(ModelSettings settings) => Combine(PromptConfig.None, settings, string.Empty);

    /// <summary>Finds the prompt of a request: null: the default prompt; empty: no prompt. False if there is none with this name.</summary>
    public bool TryFind(string? name, out string prompt)
    {
        prompt = string.Empty;
        name ??= Default;
        return string.IsNullOrEmpty(name) || (ByName.TryGetValue(name, out var found) && (prompt = found) is not null);
    }

    public string Names() => Names(ByName);

    private static ModelPrompts Combine(PromptConfig config, ModelSettings settings, string file)
    {
        var prompts = new Dictionary<string, string>(config.Prompts, StringComparer.Ordinal);
        foreach (var (name, prompt) in settings.Prompts)
        {
            prompts[name] = prompt;
        }

        var chosen = settings.DefaultPrompt ?? config.DefaultPrompt;
        return string.IsNullOrEmpty(chosen) || prompts.ContainsKey(chosen)
            ? new ModelPrompts(prompts, string.IsNullOrEmpty(chosen) ? null : chosen)
            : throw new ModelLoadException(
                $"there is no prompt '{chosen}' to put in front of texts by default "
                + $"({(settings.DefaultPrompt is null ? file : "Aegis:Model:DefaultPrompt")}); {Names(prompts)}");
    }

    private static string Names(IReadOnlyDictionary<string, string> prompts) => prompts.Count == 0
        ? "the model has no prompts (Aegis:Model:Prompts gives it some)"
        : $"there is {string.Join(", ", prompts.Keys)}";
}
