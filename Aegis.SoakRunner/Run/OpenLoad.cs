using Aegis.SoakRunner.Load;
using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Run;

/// <summary>
/// Sends the requests of all open streams when they are due, whether or not the target keeps up. It has a thread of its own: on
/// the thread pool it would wait behind the answers.
/// </summary>
internal sealed class OpenLoad(SoakProfile profile, IReadOnlyList<LoadStream> streams, RunClock clock)
{
    /// <summary>Seed of the arrivals, by the place among the open streams.</summary>
    public static ulong SeedOf(SoakProfile profile, int openStream) => (ulong)(profile.Seed + openStream);

    public Task RunAsync(CancellationToken stop, CancellationToken abort) =>
        Task.Factory.StartNew(() => Run(stop, abort), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken stop, CancellationToken abort)
    {
        var due = new PriorityQueue<(LoadStream Stream, IEnumerator<TimeSpan> Schedule), TimeSpan>();
        for (var i = 0; i < streams.Count; i++)
        {
            var schedule = ArrivalSchedule.Of(streams[i].Plan.Open!, RunPhases.Of(profile, streams[i].Plan), SeedOf(profile, i))
                .GetEnumerator();
            Enqueue(due, streams[i], schedule);
        }

        while (due.TryDequeue(out var next, out var at) && clock.WaitUntil(at, stop))
        {
            next.Stream.Start(at, abort);
            Enqueue(due, next.Stream, next.Schedule);
        }
    }

    private static void Enqueue(
        PriorityQueue<(LoadStream, IEnumerator<TimeSpan>), TimeSpan> due, LoadStream stream, IEnumerator<TimeSpan> schedule)
    {
        if (schedule.MoveNext())
        {
            due.Enqueue((stream, schedule), schedule.Current);
        }
        else
        {
            schedule.Dispose();
        }
    }
}
