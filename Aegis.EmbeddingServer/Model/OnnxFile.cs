namespace Aegis.EmbeddingServer.Model;

/// <summary>A graph that a folder has.</summary>
/// <param name="File">Path inside the folder, with forward slashes.</param>
/// <param name="Precision">Its arithmetic.</param>
internal sealed record OnnxFile(string File, Precision Precision);
