using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Load;

/// <summary>
/// Closed load: a fixed number of connections, each of which sends its next request when the answer to the last one is
/// there. It measures capacity; latency under it depends on the server's speed, since a slow server is asked less often.
/// </summary>
internal sealed class ClosedLoad(EmbeddingsClient client, Measurement measurement, TimeProvider clock)
{
    /// <summary>Every so many requests of a connection one is the golden text.</summary>
    private const int GoldenEvery = 50;

    private static readonly TimeSpan ConnectionPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Loads until the plan's time is over; the last answers are waited for.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public async Task RunAsync(SoakPlan plan, CancellationToken cancellationToken)
    {
        var golden = new GoldenText();
        var begin = clock.GetTimestamp();
        var connections = Enumerable.Range(0, plan.Connections).Select(number => ConnectionAsync(number, plan, golden, begin, cancellationToken));
        await Task.WhenAll(connections);
        measurement.Elapsed = clock.GetElapsedTime(begin);
    }

    private async Task ConnectionAsync(int number, SoakPlan plan, GoldenText golden, long begin, CancellationToken cancellationToken)
    {
        var texts = new TextSource(SoakPlan.Seed + number);
        for (var sent = 0; clock.GetElapsedTime(begin) < plan.Duration; sent++)
        {
            var isGolden = sent % GoldenEvery == 0;
            var request = isGolden ? GoldenText.Request : texts.NextRequest();
            var sentAt = clock.GetTimestamp();
            var answer = await client.SendAsync(request, cancellationToken);
            if (isGolden && answer.Body is { } body && golden.ProblemWith(body.Data[0].Embedding) is { } problem)
            {
                answer = new Answer(OutcomeKind.WrongAnswer, problem, null);
            }

            measurement.Add(answer, request.Length, clock.GetElapsedTime(sentAt));
            if (answer.Kind == OutcomeKind.ConnectionFailed)
            {
                // Nobody is there: asking as fast as a processor can tells nothing more.
                await Task.Delay(ConnectionPause, clock, cancellationToken);
            }
        }
    }
}
