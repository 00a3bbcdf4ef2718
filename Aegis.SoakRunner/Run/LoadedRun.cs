using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Load;
using Aegis.SoakRunner.Measure;

namespace Aegis.SoakRunner.Run;

/// <summary>The load of one run, for its profile and its target.</summary>
internal sealed class LoadedRun
{
    private const ulong SeedStep = 0x9E3779B97F4A7C15;

    private readonly List<LoadStream> _streams = [];
    private readonly SoakProfile _profile;

    public LoadedRun(SoakProfile profile, RunTarget target, TimeProvider time)
    {
        _profile = profile;
        Clock = new RunClock(time);
        for (var i = 0; i < profile.Streams.Count; i++)
        {
            var plan = profile.Streams[i];
            var recorder = new StreamRecorder(plan.Name, Problems, Clock);
            var requests = new RequestMaker(plan, target.Requests, SeedOf(profile, i));
            var check = new AnswerCheck(target.Known, new VectorMemory(TextPool.Size, target.Known.Dimensions));
            _streams.Add(new LoadStream(plan, requests, check, target.Client, recorder));
            Recorders.Add(recorder);
        }

        Measurement = new RunMeasurement(profile, Recorders);
    }

    public static ulong SeedOf(SoakProfile profile, int stream) => (ulong)profile.Seed + ((ulong)stream * SeedStep);

    /// <summary>Starts with this object: the streams start at once.</summary>
    public RunClock Clock { get; }

    public ProblemLog Problems { get; } = new();

    public List<StreamRecorder> Recorders { get; } = [];

    public RunMeasurement Measurement { get; }

    public int InFlight => Recorders.Sum(recorder => recorder.InFlight);

    /// <summary>Sends until every stream is at its end, or until the stop. Requests may still be in flight then.</summary>
    /// <param name="stop">Ends the sending.</param>
    /// <param name="abort">Cancels the requests in flight.</param>
    public Task SendAsync(CancellationToken stop, CancellationToken abort)
    {
        var open = _streams.Where(stream => stream.Plan.Open is not null).ToList();
        return Task.WhenAll(
        [
            new OpenLoad(_profile, open, Clock).RunAsync(stop, abort),
            .. _streams.Where(stream => stream.Plan.Open is null)
                .Select(stream => new ClosedLoad(_profile, stream, Clock).RunAsync(stop, abort)),
        ]);
    }
}
