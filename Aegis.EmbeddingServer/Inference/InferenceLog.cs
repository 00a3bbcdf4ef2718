namespace Aegis.EmbeddingServer.Inference;

/// <summary>Log messages of this stage; event ids 3000 to 3999.</summary>
internal static partial class InferenceLog
{
    [LoggerMessage(3000, LogLevel.Warning, "int8 is not used, fp32 is: {Reason}. Aegis:Model:Precision chooses one of them for good.")]
    public static partial void Int8NotUsed(ILogger logger, string reason);

    [LoggerMessage(3001, LogLevel.Warning, "The deterministic backend serves vectors from a hash of the text: they have no meaning. Aegis:Backend=onnx serves the model.")]
    public static partial void DeterministicBackend(ILogger logger);
}
