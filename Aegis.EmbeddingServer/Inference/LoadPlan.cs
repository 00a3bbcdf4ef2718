using Aegis.EmbeddingServer.Model;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>Which ways to serve a model are tried, in this order, and why others are not. Pure: tested with made-up machines.</summary>
/// <param name="Candidates">The ways, the best first; at least one.</param>
/// <param name="Skipped">What was left out that would have come before the last of them.</param>
internal sealed record LoadPlan(IReadOnlyList<LoadCandidate> Candidates, IReadOnlyList<SkippedWay> Skipped)
{
    /// <summary>Makes the plan.</summary>
    /// <param name="wish">What the operator asks for.</param>
    /// <param name="model">What the folder has.</param>
    /// <param name="machine">What this machine and this build have.</param>
    /// <exception cref="ModelLoadException">Nothing is left; the message says why.</exception>
    public static LoadPlan For(LoadWish wish, ModelDescription model, MachineFacts machine)
    {
        var skipped = new List<SkippedWay>();
        var candidates = new List<LoadCandidate>();
        foreach (var entry in Providers(wish.Provider, machine, skipped))
        {
            candidates.AddRange(Files(wish, model, machine, entry, skipped).Select(file => new LoadCandidate(entry, file)));
        }

        return candidates.Count > 0
            ? new LoadPlan(candidates, skipped)
            : throw new ModelLoadException($"nothing in {model.Directory} can be served as asked for: {Explain(wish, model, skipped)}");
    }

    private static IEnumerable<ProviderEntry> Providers(ProviderChoice choice, MachineFacts machine, List<SkippedWay> skipped)
    {
        foreach (var entry in ProviderTable.All.Where(entry => choice == ProviderChoice.Auto || entry.Provider.ToString() == choice.ToString()))
        {
            if (machine.Providers.Contains(entry.RuntimeName))
            {
                yield return entry;
            }
            else if (choice != ProviderChoice.Auto)
            {
                throw new ModelLoadException($"Aegis:Execution:Provider is {entry.Name}, which this build of ONNX Runtime does not have (it has {string.Join(", ", machine.Providers)}); it takes {entry.HowToGet}");
            }
            else
            {
                skipped.Add(new SkippedWay(entry.Name, SkipReason.NotInBuild, "not in this build of ONNX Runtime"));
            }
        }
    }

    // One file per precision: the first.
    private static IEnumerable<OnnxFile> Files(LoadWish wish, ModelDescription model, MachineFacts machine, ProviderEntry entry, List<SkippedWay> skipped)
    {
        foreach (var precision in Precisions(wish, entry))
        {
            if (model.Files.FirstOrDefault(file => file.Precision == precision) is not { } file)
            {
                continue;
            }

            if (precision == Precision.Int8 && WhyNotInt8(wish, model, machine) is { } reason)
            {
                skipped.Add(reason with { Way = $"{entry.Name} {file.File}" });
                continue;
            }

            yield return file;
        }
    }

    private static IEnumerable<Precision> Precisions(LoadWish wish, ProviderEntry entry) =>
        entry.Rules.Precisions.Where(precision => wish.Precision == PrecisionChoice.Auto || precision.ToString() == wish.Precision.ToString());

    // int8 that nobody can prove is only taken where there is nothing else, or by name.
    private static SkippedWay? WhyNotInt8(LoadWish wish, ModelDescription model, MachineFacts machine)
    {
        var isProvable = model.HasReferenceVectors(Precision.Int8);
        if (!machine.Int8IsExact && !(isProvable && wish.Precision == PrecisionChoice.Int8))
        {
            return new SkippedWay(string.Empty, SkipReason.Int8NotExact, "this CPU saturates int8 products (no VNNI, no dot product)");
        }

        var hasOther = model.Files.Any(file => file.Precision != Precision.Int8);
        return isProvable || !hasOther || wish.Precision == PrecisionChoice.Int8
            ? null
            : new SkippedWay(string.Empty, SkipReason.NoReferenceVectors, $"the folder has no {ModelFiles.ReferenceVectors(Precision.Int8)} that proves it (Aegis:Model:Precision=int8 takes it all the same)");
    }

    private static string Explain(LoadWish wish, ModelDescription model, List<SkippedWay> skipped)
    {
        var reasons = skipped.Where(way => way.Reason != SkipReason.NotInBuild).Select(way => way.ToString()).ToArray();
        return reasons.Length > 0
            ? string.Join("; ", reasons)
            : $"Aegis:Model:Precision is {wish.Precision.ToString().ToLowerInvariant()}, Aegis:Execution:Provider {wish.Provider.ToString().ToLowerInvariant()}, and the folder has {string.Join(", ", model.Files.Select(file => $"{file.File} ({file.Precision.ToString().ToLowerInvariant()})"))}";
    }
}
