using Aegis.Engine.Inference.Onnx;
using Aegis.Engine.Loading;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Pooling;
using Aegis.Engine.Proof;
using Aegis.Engine.Tokenization;
using Microsoft.Extensions.Logging.Abstractions;
using static System.FormattableString;

namespace Aegis.EmbeddingServer.Commands.Models;

/// <summary>
/// <c>model inspect</c>: the contents of a folder, what would be served, and why. The verdict is that of a start: the model is
/// loaded as the server loads it, but nothing is kept.
/// </summary>
internal sealed class ModelInspection(LoadSettings settings, TextWriter output)
{
    private ITextTokenizer? _tokenizer;

    /// <returns>True when something in the folder could be served.</returns>
    public bool Run()
    {
        try
        {
            var folder = ModelFolder.Open(settings.Model);
            var description = folder.Describe();
            Describe(description);
            WriteFiles(description);
            WriteMachine();
            return WriteVerdict();
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
        Line("transformer", Invariant($"{description.ModelType}, texts of at most {description.MaxTokens} tokens"));
        Line("tokenizer", DescribeTokenizer(description));
        var steps = description.Steps;
        var normalizer = steps.Normalizes ? string.Empty : " by the server";
        Line("pooling", $"{steps.Pooling?.Name() ?? "not named by the folder"}, vectors normalised{normalizer}");
        if (steps.Others.Count > 0)
        {
            Line("further", $"{string.Join(", ", steps.Others)}: only a graph that holds them can be served");
        }

        var prompts = description.Prompts;
        var named = prompts.ByName.Select(prompt =>
            $"{prompt.Key} = \"{prompt.Value}\"{(prompt.Key == prompts.Default ? " (default)" : string.Empty)}");
        Line("prompts", string.Join("; ", named.DefaultIfEmpty("none")));
        Line("manifest", description.Manifest is { } manifest
            ? $"{manifest.Files.Count} files listed"
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
            _tokenizer = ModelTokenizer.Load(description);
            return _tokenizer.Description;
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
                    + $"{Names(graph.Inputs, " + ")} -> {Names(graph.Outputs, ", ")}{scales}{fused}");
                var rows = _tokenizer is null ? null : GraphRules.ProblemWithRows(graph, description, _tokenizer);
                if ((GraphRules.ProblemWith(graph, description, file) ?? rows) is { } problem)
                {
                    Line("file", $"{file.File}: {problem}");
                }
            }
            catch (ModelLoadException exception)
            {
                Line("file", $"{file.File}: {exception.Message}");
            }
        }
    }

    private void WriteMachine()
    {
        var machine = MachineFacts.Read();
        var int8 = machine.Int8IsExact ? "the CPU computes int8 exactly" : "the CPU saturates int8 products";
        Line("machine", $"{int8}; ONNX Runtime has {string.Join(", ", machine.Providers)}");
    }

    // The report has what a start logs. The deterministic backend would serve any folder.
    private bool WriteVerdict()
    {
        var records = new ConsistencyRecords(settings.StateDirectory, NullLogger<ConsistencyRecords>.Instance) { IsReadOnly = true };
        var candidates = new CandidateLoader(records, NullLogger<CandidateLoader>.Instance);
        var loader = new ModelLoader(settings with { Backend = BackendKind.Onnx }, candidates, NullLogger<ModelLoader>.Instance);
        try
        {
            using var model = loader.Load();
            var choice = model.Choice!;
            Line("would serve", choice.Candidate.ToString());
            Line("fingerprint", model.Identity.Fingerprint);
            foreach (var way in choice.Skipped)
            {
                Line("not", way.ToString());
            }

            return true;
        }
        catch (ModelLoadException exception)
        {
            Line("would serve", $"nothing: {exception.Message}");
            return false;
        }
    }

    private static string Names(IReadOnlyList<OnnxValue> values, string separator) =>
        string.Join(separator, values.Select(value => value.Name));

    private void Line(string name, string value) => output.WriteLine($"{name,-12} {value}");
}
