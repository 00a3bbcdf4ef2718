namespace Aegis.SoakRunner.Capacity.Simulation;

/// <summary>A request that is due.</summary>
/// <param name="At">When, in seconds.</param>
/// <param name="Lengths">Tokens of each of its inputs, special tokens included.</param>
internal readonly record struct Arrival(double At, int[] Lengths);

/// <summary>Requests of one kind, with figures of their own.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Arrivals">The requests, by the moment at which they are due. They may be made as they are read.</param>
/// <param name="Callers">Callers that wait for their answers; null: each request is sent when it is due.</param>
internal sealed record SimulatedStream(string Name, IEnumerable<Arrival> Arrivals, WaitingCallers? Callers = null);

/// <summary>Callers each of which sends its next request when it has the answer to the last one, whenever that was due.</summary>
/// <param name="Count">Number of them.</param>
/// <param name="From">When they begin, in seconds.</param>
/// <param name="To">When they send no more.</param>
internal sealed record WaitingCallers(int Count, double From, double To);
