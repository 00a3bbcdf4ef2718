using Aegis.Engine.Inference.Onnx;
using Aegis.Engine.Loading;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;
using static System.FormattableString;

namespace Aegis.EmbeddingServer.Commands.Models;

/// <summary><c>model inspect</c>: the contents of a folder, what would be served, and why. Loads no weights.</summary>
internal sealed class ModelInspection(LoadSettings settings, TextWriter output)
{
    private readonly HashSet<string> _unusable = [];
    private bool _hasTokenizer;

    /// <returns>True when something in the folder could be served.</returns>
    public bool Run()
    {
        try
        {
            var folder = ModelFolder.Open(settings.Model);
            var description = folder.Describe();
            Describe(description);
            WriteFiles(description);
            return WriteChoice(description);
        }
        catch (ModelLoadException exception)
        {
            Line("cannot", exception.Message);
            return false;
        }
    }

    private void Describe(ModelDescription description)
    {
        Line("model", description.Organisation is null ? description.Id : $"{description.Organisation}/{description.Id}");
        Line("folder", description.Directory);
        Line("transformer", $"{description.ModelType}, {description.HiddenSize} wide, "
            + Invariant($"{description.VocabularySize:N0} rows of token embeddings, texts of at most {description.MaxTokens} tokens"));
        Line("tokenizer", DescribeTokenizer(description));
        var steps = description.Steps;
        var assumed = steps.IsAssumed ? " (assumed: the folder does not say)" : string.Empty;
        var normalizer = steps.Normalizes ? string.Empty : " by the server";
        Line("pooling", $"{steps.Pooling.ToString().ToLowerInvariant()}{assumed}, vectors normalised{normalizer}");
        if (steps.Others.Count > 0)
        {
            Line("further", $"{string.Join(", ", steps.Others)}: only a graph that holds them can be served");
        }

        var prompts = description.Prompts;
        var named = prompts.ByName.Select(prompt =>
            $"{prompt.Key} = \"{prompt.Value}\"{(prompt.Key == prompts.Default ? " (default)" : string.Empty)}");
        Line("prompts", string.Join("; ", named.DefaultIfEmpty("none")));
        Line("manifest", description.Manifest is { } manifest
            ? $"{manifest.Files.Count} files listed (model verify compares them)"
            : "none: files are taken as they are");
        string[] proven = [.. Enum.GetValues<Precision>().Where(description.HasReferenceVectors).Select(precision => precision.Name())];
        Line("references", proven.Length > 0
            ? string.Join(", ", proven)
            : "none: the vectors of the first start are kept, and later starts held to them");
    }

    private string DescribeTokenizer(ModelDescription description)
    {
        try
        {
            var tokenizer = ModelTokenizer.Load(description);
            _hasTokenizer = true;
            return tokenizer.Description;
        }
        catch (ModelLoadException exception)
        {
            return exception.Message;
        }
    }

    private void WriteFiles(ModelDescription description)
    {
        foreach (var file in description.Files)
        {
            var path = description.PathOf(file.File);
            try
            {
                var graph = OnnxGraphReader.Read(path);
                var scales = graph.IsDynamicallyQuantized ? ", scales from the batch: one text per batch" : string.Empty;
                var fused = graph.IsFused ? ", fused" : string.Empty;
                Line("file", $"{file.File}: {file.Precision.Name()}, "
                    + Invariant($"{new FileInfo(path).Length / 1e6:F1} MB, opset {graph.Opset}, ")
                    + $"{string.Join(" + ", graph.Inputs)} -> {string.Join(", ", graph.Outputs)}{scales}{fused}");
                if (OnnxSession.ProblemWith(graph, description) is { } problem)
                {
                    _unusable.Add(file.File);
                    Line("file", $"{file.File}: {problem}");
                }
            }
            catch (ModelLoadException exception)
            {
                _unusable.Add(file.File);
                Line("file", $"{file.File}: {exception.Message}");
            }
        }
    }

    private bool WriteChoice(ModelDescription description)
    {
        var machine = MachineFacts.Read();
        var int8 = machine.Int8IsExact ? "the CPU computes int8 exactly" : "the CPU saturates int8 products";
        Line("machine", $"{int8}; ONNX Runtime has {string.Join(", ", machine.Providers)}");
        var plan = LoadPlan.For(settings, description, machine);
        var usable = plan.Candidates.Where(candidate => !_unusable.Contains(candidate.File.File));
        string[] ways = [.. usable.Select(candidate => candidate.ToString())];
        var serves = _hasTokenizer && ways.Length > 0;
        Line("would serve", serves ? string.Join(", else ", ways)
            : _hasTokenizer ? "nothing: no file of it can be used"
            : "nothing: the tokenizer cannot be used");
        foreach (var way in plan.Skipped)
        {
            Line("not", way.ToString());
        }

        return serves;
    }

    private void Line(string name, string value) => output.WriteLine($"{name,-12} {value}");
}
