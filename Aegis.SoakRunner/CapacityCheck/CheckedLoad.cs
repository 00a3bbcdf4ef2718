using Aegis.Capacity.Simulation;
using Aegis.SoakRunner.Load;
using Aegis.SoakRunner.Plan;
using Aegis.SoakRunner.Run;

namespace Aegis.SoakRunner.CapacityCheck;

/// <summary>A load that is sent to a server and also simulated: the same requests at the same moments.</summary>
internal static class CheckedLoad
{
    /// <summary>Requests that are due earlier are in no figure.</summary>
    public const int WarmUpSeconds = 3;

    private const double BulkPerQuery = 0.05;

    private static readonly Amount OneText = new(1, 0, 1, 1);

    /// <summary>Queries alone.</summary>
    public static SoakProfile Queries(double perSecond, int seconds) => Profile(seconds, Query(perSecond));

    /// <summary>Queries, and requests of 16 longer texts, which are most of the work.</summary>
    public static SoakProfile BesideBulk(double perSecond, int seconds) => Profile(
        seconds,
        Query(perSecond),
        new StreamPlan(
            "bulk",
            new Amount(60, 0.6, 8, 250),
            new Amount(16, 0, 16, 16),
            ObjectiveMs: 30_000,
            new Arrivals(ArrivalKind.Poisson, BulkPerQuery * perSecond),
            Encoding: VectorEncoding.Base64));

    public static IReadOnlyList<SimulatedStream> Simulated(SoakProfile profile, RequestSource facts) =>
        [.. profile.Streams.Select((stream, place) => new SimulatedStream(stream.Name, Arrivals(profile, place, facts)))];

    private static SoakProfile Profile(int seconds, params StreamPlan[] streams) => new(
        "capacity-check",
        "The load that the planner predicts, sent to a server",
        [new Phase("load", seconds)],
        WarmUpSeconds,
        WindowSeconds: seconds,
        streams,
        new Rubric());

    private static StreamPlan Query(double perSecond) => new(
        "query",
        new Amount(16, 0.5, 3, 60),
        OneText,
        ObjectiveMs: 1_000,
        new Arrivals(ArrivalKind.Poisson, perSecond),
        Encoding: VectorEncoding.Base64);

    private static IEnumerable<Arrival> Arrivals(SoakProfile profile, int place, RequestSource facts)
    {
        var plan = profile.Streams[place];
        var requests = new RequestMaker(plan, facts, LoadedRun.SeedOf(profile, place));
        return ArrivalSchedule.Of(plan.Open!, RunPhases.Of(profile, plan), OpenLoad.SeedOf(profile, place))
            .Select((at, number) => new Arrival(at.TotalSeconds, requests.LengthsOf(number)));
    }
}
