namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>An amount of work.</summary>
/// <param name="Requests">Number of requests.</param>
/// <param name="Inputs">Sequences of them.</param>
/// <param name="Tokens">Tokens of those, special tokens included.</param>
internal readonly record struct WorkLoad(int Requests, int Inputs, long Tokens)
{
    /// <summary>True when no part of it is larger than the other's.</summary>
    public bool Fits(WorkLoad room) => Requests <= room.Requests && Inputs <= room.Inputs && Tokens <= room.Tokens;

    public static WorkLoad operator +(WorkLoad one, WorkLoad other) => new(one.Requests + other.Requests, one.Inputs + other.Inputs, one.Tokens + other.Tokens);

    public static WorkLoad operator -(WorkLoad one, WorkLoad other) => new(one.Requests - other.Requests, one.Inputs - other.Inputs, one.Tokens - other.Tokens);
}
