namespace Aegis.Capacity.Simulation;

/// <summary>A request that is due.</summary>
/// <param name="At">When the request is due, in seconds.</param>
/// <param name="Lengths">Tokens of each input, special tokens included.</param>
internal readonly record struct Arrival(double At, int[] Lengths);

/// <summary>Requests of one kind, with figures of their own.</summary>
/// <param name="Arrivals">The requests by due time. They may be generated while they are read.</param>
/// <param name="Callers">Callers that wait for their answers; null: each request is sent when it is due.</param>
internal sealed record SimulatedStream(string Name, IEnumerable<Arrival> Arrivals, WaitingCallers? Callers = null);

/// <summary>Callers that send the next request after the answer to the last one, whenever that request was due.</summary>
/// <param name="Count">Number of callers.</param>
/// <param name="From">When they begin, in seconds.</param>
/// <param name="To">When they stop, in seconds.</param>
internal sealed record WaitingCallers(int Count, double From, double To);
