namespace Aegis.Scheduling;

/// <summary>An amount of work.</summary>
/// <param name="Inputs">Number of their sequences.</param>
/// <param name="Tokens">Tokens of those sequences, special tokens included.</param>
internal readonly record struct WorkLoad(int Requests, int Inputs, long Tokens)
{
    /// <summary>
    /// The work that a server admits by default. 128 requests: in a flood of queries that is a tenth to a sixth of a
    /// second on two cores, and more would only wait longer.
    /// </summary>
    public static WorkLoad DefaultLimits { get; } = new(128, 8192, 600_000);

    public bool FitsIn(WorkLoad limits) => Requests <= limits.Requests && Inputs <= limits.Inputs && Tokens <= limits.Tokens;

    public static WorkLoad operator +(WorkLoad left, WorkLoad right) =>
        new(left.Requests + right.Requests, left.Inputs + right.Inputs, left.Tokens + right.Tokens);

    public static WorkLoad operator -(WorkLoad left, WorkLoad right) =>
        new(left.Requests - right.Requests, left.Inputs - right.Inputs, left.Tokens - right.Tokens);
}
