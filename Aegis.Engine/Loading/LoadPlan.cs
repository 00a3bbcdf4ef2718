using Aegis.Engine.Inference.Onnx;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Engine.Loading;

/// <summary>One way to serve a model: a file of it on a provider.</summary>
internal sealed record LoadCandidate(ProviderEntry Entry, OnnxFile File)
{
    public override string ToString() => $"{File.File} on {Entry.Name}";
}

/// <summary>The ways to serve a model that are tried, the best first, and those that are not. Pure: tests make up machines.</summary>
internal sealed record LoadPlan(IReadOnlyList<LoadCandidate> Candidates, IReadOnlyList<SkippedWay> Skipped)
{
    /// <exception cref="ModelLoadException">No way is left; the message has the reasons.</exception>
    public static LoadPlan For(LoadSettings settings, ModelDescription model, MachineFacts machine)
    {
        var skipped = new List<SkippedWay>();
        var candidates = new List<LoadCandidate>();
        foreach (var entry in Providers(settings.Provider, machine, skipped))
        {
            var files = Files(settings.Model.Precision, model, machine, entry, skipped);
            candidates.AddRange(files.Select(file => new LoadCandidate(entry, file)));
        }

        return candidates.Count > 0
            ? new LoadPlan(candidates, skipped)
            : throw new ModelLoadException(
                $"nothing in {model.Directory} can be served as asked for: {WhyNothing(settings, model, skipped)}");
    }

    /// <summary>Tries the ways in their order.</summary>
    /// <returns>The result of the first way that serves, and the choice.</returns>
    /// <exception cref="ModelLoadException">No way serves; the message has every reason.</exception>
    public (T Result, LoadChoice Choice) FirstThatServes<T>(Func<LoadCandidate, T> load)
    {
        var skipped = Skipped.ToList();
        foreach (var candidate in Candidates)
        {
            try
            {
                return (load(candidate), new LoadChoice(candidate, skipped));
            }
            catch (ModelLoadException exception)
            {
                skipped.Add(new SkippedWay($"{candidate.Entry.Name} {candidate.File.File}", SkipReason.Failed, exception.Message));
            }
        }

        // Most operators expect the last way, so its reason comes first. A broken tokenizer is the same reason for all ways.
        var reasons = skipped.Where(way => way.Reason != SkipReason.NotInBuild).Select(way => way.Message).Reverse().Distinct();
        throw new ModelLoadException(string.Join("; ", reasons));
    }

    private static IEnumerable<ProviderEntry> Providers(ExecutionProvider? asked, MachineFacts machine, List<SkippedWay> skipped)
    {
        foreach (var entry in ProviderTable.All.Where(entry => asked is null || entry.Provider == asked))
        {
            if (machine.Providers.Contains(entry.RuntimeName))
            {
                yield return entry;
            }
            else if (asked is not null)
            {
                throw new ModelLoadException(
                    $"Aegis:Execution:Provider is {entry.Name}, which this build of ONNX Runtime does not have "
                    + $"(it has {string.Join(", ", machine.Providers)}); it takes {entry.HowToGet}");
            }
            else
            {
                skipped.Add(new SkippedWay(entry.Name, SkipReason.NotInBuild, "not in this build of ONNX Runtime"));
            }
        }
    }

    // One file per precision: the first.
    private static IEnumerable<OnnxFile> Files(
        Precision? asked, ModelDescription model, MachineFacts machine, ProviderEntry entry, List<SkippedWay> skipped)
    {
        foreach (var precision in entry.Rules.Precisions.Where(precision => asked is null || precision == asked))
        {
            if (model.Files.FirstOrDefault(file => file.Precision == precision) is not { } file)
            {
                continue;
            }

            if (precision == Precision.Int8 && WhyNotInt8(asked, model, machine) is { } reason)
            {
                skipped.Add(reason with { Way = $"{entry.Name} {file.File}" });
                continue;
            }

            yield return file;
        }
    }

    // An int8 file that nothing proves is used only if there is no other file, or if the operator names it.
    private static SkippedWay? WhyNotInt8(Precision? asked, ModelDescription model, MachineFacts machine)
    {
        var isProvable = model.HasReferenceVectors(Precision.Int8);
        var isAsked = asked == Precision.Int8;
        if (!machine.Int8IsExact && !(isProvable && isAsked))
        {
            return new SkippedWay(string.Empty, SkipReason.Int8NotExact, "this CPU saturates int8 products (no VNNI, no dot product)");
        }

        var hasOther = model.Files.Any(file => file.Precision != Precision.Int8);
        return isProvable || !hasOther || isAsked
            ? null
            : new SkippedWay(
                string.Empty,
                SkipReason.NoReferenceVectors,
                $"the folder has no {ModelFiles.ReferenceVectors(Precision.Int8)} that proves it "
                + "(Aegis:Model:Precision=int8 takes it all the same)");
    }

    private static string WhyNothing(LoadSettings settings, ModelDescription model, List<SkippedWay> skipped)
    {
        var reasons = skipped.Where(way => way.Reason != SkipReason.NotInBuild).Select(way => way.ToString()).ToArray();
        var files = model.Files.Select(file => $"{file.File} ({file.Precision.Name()})");
        return reasons.Length > 0
            ? string.Join("; ", reasons)
            : $"Aegis:Model:Precision is {settings.Model.Precision?.Name() ?? "auto"}, "
                + $"Aegis:Execution:Provider {settings.Provider?.Name() ?? "auto"}, and the folder has {string.Join(", ", files)}";
    }
}
