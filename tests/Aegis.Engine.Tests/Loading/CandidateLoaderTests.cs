using Microsoft.Extensions.Logging.Abstractions;

namespace Aegis.Engine.Tests.Loading;

/// <summary>What the log says of a file whose vectors depend on their neighbours, and that it says nothing of others.</summary>
public sealed class CandidateLoaderTests
{
    [Fact]
    public void Load_ScalesFromTheBatch_WarnsThatTextsRunAlone()
    {
        using var folder = UserModels.HubExport();

        var (warnings, limits) = Load(folder);

        var warning = Assert.Single(warnings);
        Assert.StartsWith(
            "onnx/model_quantized.onnx computes another vector for a text when other texts are in the batch (difference up to 0.0",
            warning,
            StringComparison.Ordinal);
        Assert.Contains("because it quantises by the batch. Every text gets a batch of its own", warning, StringComparison.Ordinal);
        Assert.Equal(1, limits.MaxSequences);
    }

    [Fact]
    public void Load_VectorsThatNeighboursDoNotChange_WarnsOfNothing()
    {
        using var folder = new TinyModel().Write();

        var (warnings, limits) = Load(folder);

        Assert.Empty(warnings);
        Assert.Equal(int.MaxValue, limits.MaxSequences);
    }

    private static (IReadOnlyList<string> Warnings, BatchLimits Limits) Load(TempFolder folder)
    {
        var logger = new CollectingLogger<CandidateLoader>();
        var records = new ConsistencyRecords(string.Empty, NullLogger<ConsistencyRecords>.Instance);
        var description = Folders.Describe(folder.Path);
        var candidate = new LoadCandidate(ProviderTable.Of(ExecutionProvider.Cpu), description.Files[0]);
        using var model = new CandidateLoader(records, logger).Load(
            description,
            candidate,
            Task.Run(() => ModelTokenizer.Load(description)));
        return (logger.Warnings, model.BatchLimits);
    }
}
