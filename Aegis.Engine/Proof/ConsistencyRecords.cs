using System.Text.Json;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Engine.Proof;

/// <summary>
/// The vectors that a model without reference vectors had at its first start, so that every later start, with another
/// ONNX Runtime or on another CPU, is held to them. One file per model file and way to run it.
/// </summary>
/// <param name="directory">Where they lie; null or empty: nothing is kept.</param>
/// <param name="logger">Told where a record cannot be kept.</param>
internal sealed class ConsistencyRecords(string? directory, ILogger<ConsistencyRecords> logger)
{
    /// <summary>Path of a record; null when none are kept.</summary>
    public string? PathOf(string key) => string.IsNullOrEmpty(directory) ? null : Path.Combine(directory, key + ".json");

    /// <summary>Reads a record; null when there is none.</summary>
    /// <exception cref="ModelLoadException">It is damaged; the message names it.</exception>
    public ReferenceVectors? Find(string key) =>
        PathOf(key) is { } path && File.Exists(path) ? ModelJson.Read(path, ModelJsonContext.Default.ReferenceVectors, record => record.Items) : null;

    /// <summary>Writes a record; where that cannot be done the model is served all the same, and the log says so.</summary>
    public void Save(string key, ReferenceVectors vectors)
    {
        if (PathOf(key) is not { } path)
        {
            return;
        }

        // Complete or not there: another server of the same model may start in this moment.
        var unfinished = $"{path}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(directory!);
            File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(vectors, ModelJsonContext.Default.ReferenceVectors));
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ProofLog.RecordNotKept(logger, path, exception.Message);
        }
    }
}
