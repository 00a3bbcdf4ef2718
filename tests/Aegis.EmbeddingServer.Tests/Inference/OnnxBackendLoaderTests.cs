using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aegis.EmbeddingServer.Tests.Inference;

/// <summary>What the log says of a file whose vectors depend on their neighbours, and that it says nothing of others.</summary>
public sealed class OnnxBackendLoaderTests
{
    [Fact]
    public void Load_ScalesFromTheBatch_WarnsThatTextsRunAlone()
    {
        using var folder = UserModels.HubExport();

        var (warnings, limits) = Load(folder);

        var warning = Assert.Single(warnings);
        Assert.StartsWith(
            "onnx/model_quantized.onnx gives a text another vector beside other texts (by up to 0.0",
            warning,
            StringComparison.Ordinal);
        Assert.Contains("because it quantises by the batch: every text gets a Run of its own", warning, StringComparison.Ordinal);
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

    private static (IReadOnlyList<string> Warnings, RunLimits Limits) Load(TempFolder folder)
    {
        var logger = new CollectingLogger<OnnxBackendLoader>();
        var records = new ConsistencyRecords(string.Empty, NullLogger<ConsistencyRecords>.Instance);
        var description = ModelFolder.Describe(new ModelOptions { Directory = folder.Path });
        var candidate = new LoadCandidate(ProviderTable.Of(ExecutionProvider.Cpu), description.Files[0]);
        using var backend = new OnnxBackendLoader(records, logger).Load(
            description,
            candidate,
            Task.Run(() => ModelTokenizer.Load(description)));
        return (logger.Warnings, backend.Limits);
    }
}
