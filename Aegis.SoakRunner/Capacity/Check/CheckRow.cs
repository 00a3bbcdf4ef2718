namespace Aegis.SoakRunner.Capacity.Check;

/// <summary>Predicted and measured, of one load.</summary>
/// <param name="Load">What was sent.</param>
/// <param name="PerSecond">Queries a second.</param>
/// <param name="Busy">Share of the workers' time, predicted.</param>
/// <param name="RunMs">Mean Run, predicted from the table and measured by the server.</param>
/// <param name="Sequences">Mean number of sequences of a Run.</param>
/// <param name="Speed">How many times the table's Runs those of the server took, meanwhile.</param>
/// <param name="P50">Median latency of the queries in milliseconds.</param>
/// <param name="P99">Its 99th percentile.</param>
/// <param name="OtherCores">Cores that other processes took meanwhile; null: not known, as the target is on another machine.</param>
/// <param name="Requests">Queries that were measured.</param>
/// <param name="Failed">Queries that were refused or went wrong.</param>
internal sealed record CheckRow(string Load, double PerSecond, double Busy, Compared RunMs, Compared Sequences, double Speed, Compared P50, Compared P99, double? OtherCores, long Requests, long Failed);

/// <summary>One figure.</summary>
/// <param name="Table">Predicted from the Run times of the file, as the planner does.</param>
/// <param name="Now">Predicted with those times at the speed that the machine had meanwhile.</param>
/// <param name="Measured">What it was.</param>
internal sealed record Compared(double Table, double Now, double Measured)
{
    /// <summary>Predicted over measured, at the machine's speed.</summary>
    public double Ratio => Now / Measured;
}
