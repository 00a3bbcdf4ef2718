using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Benchmarks;

/// <summary>How to measure.</summary>
/// <param name="Precision">Which file of the model, for the server and for raw ONNX Runtime.</param>
/// <param name="Passes">Passes of each, turn by turn.</param>
/// <param name="PassTime">Length of a pass.</param>
/// <param name="Output">Folder for the reports.</param>
/// <param name="Settings">Further settings of the server, such as <c>Aegis:Execution:MaxRunTokens=256</c>.</param>
internal sealed record BenchmarkSettings(Precision Precision, int Passes, TimeSpan PassTime, string Output, IReadOnlyList<string> Settings)
{
    /// <summary>A first pass that does not count: the just-in-time compiler works for some seconds.</summary>
    public static TimeSpan WarmUpTime => TimeSpan.FromSeconds(5);

    /// <summary>All settings of the server.</summary>
    public IEnumerable<string> ServerSettings => [$"Aegis:Model:Precision={Precision}", .. Settings];
}
