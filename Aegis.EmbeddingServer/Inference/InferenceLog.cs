namespace Aegis.EmbeddingServer.Inference;

/// <summary>Log messages of this stage; event ids 3000 to 3999.</summary>
internal static partial class InferenceLog
{
    [LoggerMessage(3000, LogLevel.Warning, "{Way} is not used, though it would have come first: {Reason}. Aegis:Execution:Provider and Aegis:Model:Precision choose for good.")]
    public static partial void WayNotTaken(ILogger logger, string way, string reason);

    [LoggerMessage(3001, LogLevel.Warning, "The deterministic backend serves vectors from a hash of the text: they have no meaning. Aegis:Backend=onnx serves the model.")]
    public static partial void DeterministicBackend(ILogger logger);

    [LoggerMessage(3002, LogLevel.Information, "Chosen: {Reason}")]
    public static partial void Chosen(ILogger logger, string reason);

    [LoggerMessage(3003, LogLevel.Warning, "{File} gives a text another vector beside other texts (by up to {Difference}){Cause}: every text gets a Run of its own, which is slower. A file with static scales, or fp32, has no such limit.")]
    public static partial void DependsOnNeighbours(ILogger logger, string file, float difference, string cause);

    [LoggerMessage(3004, LogLevel.Warning, "The folder does not say how vectors of tokens become the vector of a text: the mean is taken, as sentence-transformers does. 1_Pooling/config.json would say it.")]
    public static partial void PoolingAssumed(ILogger logger);

    [LoggerMessage(3005, LogLevel.Warning, "The vectors of this first start could not be kept in {Path}, so later starts cannot be compared with it: {Reason}. Aegis:Model:StateDirectory chooses another folder.")]
    public static partial void RecordNotKept(ILogger logger, string path, string reason);

    [LoggerMessage(3006, LogLevel.Information, "The folder has no reference vectors: those of this first start are kept in {Path}, and later starts are held to them.")]
    public static partial void FirstStart(ILogger logger, string path);
}
