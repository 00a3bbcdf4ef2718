namespace Aegis.SoakRunner.CapacityCheck;

/// <summary>Predicted and measured figures of one load.</summary>
/// <param name="PerSecond">Queries a second.</param>
/// <param name="Busy">Share of the workers' time, predicted.</param>
/// <param name="BatchMs">Mean time of a batch in milliseconds.</param>
/// <param name="Sequences">Mean number of sequences of a batch.</param>
/// <param name="Speed">Batch times of the server during the load, over those of the table.</param>
/// <param name="P50">Median latency of the queries in milliseconds.</param>
/// <param name="P99">99th percentile of the latency in milliseconds.</param>
/// <param name="OtherCores">Cores that other processes used; null: unknown, because the target is on another machine.</param>
/// <param name="Requests">Queries that were measured.</param>
internal sealed record CheckRow(
    string Load,
    double PerSecond,
    double Busy,
    Compared BatchMs,
    Compared Sequences,
    double Speed,
    Compared P50,
    Compared P99,
    double? OtherCores,
    long Requests,
    long Failed);

/// <summary>One figure.</summary>
/// <param name="Table">Predicted from the batch times of the file, as the planner does.</param>
/// <param name="Now">Predicted at the speed that the machine had during the load.</param>
internal sealed record Compared(double Table, double Now, double Measured)
{
    /// <summary>Predicted over measured, at the speed of the machine.</summary>
    public double Ratio => Now / Measured;
}
