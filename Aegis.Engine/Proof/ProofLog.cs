namespace Aegis.Engine.Proof;

/// <summary>Log messages of this folder; event ids 3005 and 3006.</summary>
internal static partial class ProofLog
{
    [LoggerMessage(3005, LogLevel.Warning, "The vectors of this first start could not be kept in {Path}, so later starts cannot be "
        + "compared with it: {Reason}. Aegis:Model:StateDirectory chooses another folder.")]
    public static partial void RecordNotKept(ILogger logger, string path, string reason);

    [LoggerMessage(3006, LogLevel.Information, "The folder has no reference vectors. The vectors of this first start are kept in "
        + "{Path}, and later starts are compared with them.")]
    public static partial void FirstStart(ILogger logger, string path);
}
