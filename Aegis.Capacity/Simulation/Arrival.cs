namespace Aegis.Capacity.Simulation;

/// <summary>A request that is due.</summary>
/// <param name="At">When the request is due, in seconds.</param>
/// <param name="Lengths">Tokens of each input, special tokens included.</param>
internal readonly record struct Arrival(double At, int[] Lengths);

/// <summary>Requests of one kind, by due time, with figures of their own. They may be generated while they are read.</summary>
internal sealed record SimulatedStream(string Name, IEnumerable<Arrival> Arrivals);
