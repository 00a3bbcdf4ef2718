using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Benchmarks;

/// <summary>How to measure.</summary>
/// <param name="Precision">The file of the model, for the server and for raw ONNX Runtime.</param>
/// <param name="Passes">Passes of each, in turns.</param>
/// <param name="PassTime">Length of a pass.</param>
/// <param name="Output">Folder for the reports.</param>
/// <param name="Settings">Further settings of the server, such as <c>Aegis:Execution:MaxRunTokens=256</c>.</param>
internal sealed record BenchmarkSettings(
    Precision Precision, int Passes, TimeSpan PassTime, string Output, IReadOnlyList<string> Settings)
{
    /// <summary>A first pass that does not count: the just-in-time compiler works for some seconds.</summary>
    public static TimeSpan WarmUpTime => TimeSpan.FromSeconds(5);

    /// <summary>The precision as in names of reports.</summary>
    public string PrecisionName => Precision.ToString().ToLowerInvariant();

    public IEnumerable<string> ServerSettings => [$"Aegis:Model:Precision={Precision}", .. Settings];
}
