namespace Aegis.Engine.Loading;

/// <summary>Log messages of this folder; event ids 3000 to 3003.</summary>
internal static partial class LoadingLog
{
    [LoggerMessage(3000, LogLevel.Warning, "{Way} is not used, although it is the better choice: {Reason}. "
        + "Aegis:Execution:Provider and Aegis:Model:Precision set the choice.")]
    public static partial void WayNotTaken(ILogger logger, string way, string reason);

    [LoggerMessage(3001, LogLevel.Warning, "The deterministic backend serves vectors from a hash of the text: they have no meaning. "
        + "Aegis:Backend=onnx serves the model.")]
    public static partial void DeterministicBackend(ILogger logger);

    [LoggerMessage(3002, LogLevel.Information, "Chosen: {Reason}")]
    public static partial void Chosen(ILogger logger, string reason);

    [LoggerMessage(3003, LogLevel.Warning, "{File} computes another vector for a text when other texts are in the batch (difference up "
        + "to {Difference}){Cause}. Every text gets a batch of its own, which is slower. A file with static scales, or fp32, does not "
        + "need that.")]
    public static partial void DependsOnNeighbours(ILogger logger, string file, float difference, string cause);
}
