using System.Text.Json;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Engine.Proof;

/// <summary>
/// The vectors of the first start of a model without reference vectors. Every later start, with another ONNX Runtime or on
/// another CPU, is compared with them. There is one record for each fingerprint and provider.
/// </summary>
internal sealed class ConsistencyRecords(string? directory, ILogger<ConsistencyRecords> logger)
{
    /// <summary>True: records are found and compared, and none is saved.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Name of a record; an id with an organisation has a slash.</summary>
    public static string NameOf(string key) => key.Replace('/', '_').Replace('\\', '_') + ".json";

    /// <exception cref="ModelLoadException">The record is damaged; the message names it.</exception>
    public ReferenceVectors? Find(string key) =>
        PathOf(key) is { } path && File.Exists(path)
            ? ModelJson.Read(path, ModelJsonContext.Default.ReferenceVectors, record => record.Items)
            : null;

    /// <summary>Saves a record, and logs its path. A failure is logged too, and the model is served all the same.</summary>
    public void Save(string key, ReferenceVectors vectors)
    {
        if (IsReadOnly || PathOf(key) is not { } path)
        {
            return;
        }

        // Renamed when complete, because another server of the same model may start at this moment.
        var unfinished = $"{path}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(directory!);
            File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(vectors, ModelJsonContext.Default.ReferenceVectors));
            File.Move(unfinished, path, overwrite: true);
            ProofLog.FirstStart(logger, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ProofLog.RecordNotKept(logger, path, exception.Message.TrimEnd('.'));
        }
    }

    private string? PathOf(string key) => string.IsNullOrEmpty(directory) ? null : Path.Combine(directory, NameOf(key));
}
