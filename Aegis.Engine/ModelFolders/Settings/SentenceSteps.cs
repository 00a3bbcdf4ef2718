using Aegis.Engine.Files;
using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Pooling;

namespace Aegis.Engine.ModelFolders.Settings;

/// <summary>The steps after the transformer: <c>modules.json</c> and the settings that it points to.</summary>
/// <param name="Pooling">How the vectors of tokens become the vector of a text; null: the folder does not say it.</param>
/// <param name="Normalizes">True if the last step scales the vector to norm 1. The engine does so in any case.</param>
/// <param name="Others">Further steps. They can be computed only if the graph contains them.</param>
internal sealed record SentenceSteps(PoolingMode? Pooling, bool Normalizes, IReadOnlyList<string> Others)
{
    private const string Library = "sentence_transformers.";
    private const string NormalizedValue = "sentence_embedding";

    /// <summary>Components of the vector of a token; null: no file says it.</summary>
    public int? Width { get; init; }

    /// <summary>Paths inside the folder of the settings of the steps.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <exception cref="ModelLoadException">A file is damaged, or its pooling is not supported; the message names it.</exception>
    public static SentenceSteps Read(string directory)
    {
        var steps = SettingsFile.ReadIfThere(Path.Combine(directory, SettingsNames.Modules), ReadSteps);
        var poolingFile = steps is null ? SettingsNames.Pooling : steps.FirstOrDefault(step => step.Name == "Pooling")?.Settings;
        var pooling = poolingFile is null ? null
            : steps is null ? SettingsFile.ReadIfThere(Path.Combine(directory, poolingFile), PoolingConfig.Read)
            : SettingsFile.Read(Path.Combine(directory, poolingFile), PoolingConfig.Read);
        string[] normalizers = [.. steps?.Where(step => step.Name == "Normalize").Select(step => step.Settings) ?? []];
        foreach (var normalizer in normalizers)
        {
            _ = SettingsFile.ReadIfThere(Path.Combine(directory, normalizer), ReadNormalize);
        }

        return new SentenceSteps(
            pooling?.Mode,
            normalizers.Length > 0,
            [.. steps?.Select(step => step.Name).Except(["Transformer", "Pooling", "Normalize", "Dropout"]) ?? []])
        {
            Width = pooling?.Width,
            Files = [.. normalizers, .. pooling is null ? [] : new[] { poolingFile! }],
        };
    }

    /// <summary>The steps with the pooling of the operator, if there is one.</summary>
    /// <exception cref="ModelLoadException">The folder names another pooling.</exception>
    public SentenceSteps With(PoolingMode? asked) => asked is null || Pooling is null || Pooling == asked
        ? this with { Pooling = Pooling ?? asked }
        : throw new ModelLoadException(
            $"Aegis:Model:Pooling is {asked.Value.Name()}, and {Files[^1]} says {Pooling.Value.Name()}: the setting is for folders that do "
            + "not name their pooling");

    // [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    //  {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"}, ...]
    private static Step[] ReadSteps(JsonPart root)
    {
        Step[] steps = [.. root.Items().Select(ReadStep)];
        return steps.Count(step => step.Name == "Pooling") > 1 ? throw root.NotSupported("pooling twice")
            : steps.FirstOrDefault(step => step is { Name: "Transformer", Path.Length: > 0 }) is { } elsewhere
                ? throw root.NotSupported($"a transformer in {elsewhere.Path}, not at the top of the folder,")
            : steps;
    }

    // A type of the folder's own code is another step, whatever its name: custom_st.Transformer.
    private static Step ReadStep(JsonPart step)
    {
        var (type, path) = (step["type"].Text(), step["path"].IsNone ? string.Empty : step["path"].Text());
        return !System.IO.Path.IsPathRooted(path) && !path.Split('/', '\\').Contains("..")
            ? new Step(type.StartsWith(Library, StringComparison.Ordinal) ? type.Split('.')[^1] : type, path)
            : throw step["path"].Problem($"'{path}' lies outside of the folder");
    }

    // {"module_input_name": "sentence_embedding", "module_output_name": "sentence_embedding"}
    private static bool ReadNormalize(JsonPart root)
    {
        foreach (var part in new[] { root["module_input_name"], root["module_output_name"] })
        {
            if (!part.IsNone && part.Text() != NormalizedValue)
            {
                throw part.NotSupported($"a norm of '{part.Text()}'");
            }
        }

        return true;
    }

    private sealed record Step(string Name, string Path)
    {
        public string Settings => System.IO.Path.Combine(Path, "config.json").Replace('\\', '/');
    }
}
