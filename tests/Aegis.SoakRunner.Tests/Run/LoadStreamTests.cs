using System.Net;
using System.Net.Sockets;
using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Load;
using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Run;
using Aegis.SoakRunner.Target;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Run;

/// <summary>Whatever comes back, a request that was sent is counted once.</summary>
public sealed class LoadStreamTests
{
    private const int Dimensions = 8;

    private static readonly StreamPlan Plan = new(
        "query", new Amount(8, 0, 1, 8), new Amount(1, 0, 1, 1), 60_000, Connections: 1, TimeoutSeconds: 60);

    private readonly ProblemLog _problems = new();
    private readonly RunClock _clock = new(TimeProvider.System);

    [Theory]
    [InlineData(200, (int)OutcomeKind.Ok)]
    [InlineData(429, (int)OutcomeKind.Refused)]
    [InlineData(503, (int)OutcomeKind.Refused)]
    [InlineData(504, (int)OutcomeKind.TimedOut)]
    [InlineData(500, (int)OutcomeKind.ServerError)]
    [InlineData(502, (int)OutcomeKind.ServerError)]
    [InlineData(400, (int)OutcomeKind.WrongAnswer)]
    [InlineData(413, (int)OutcomeKind.WrongAnswer)]
    [InlineData(302, (int)OutcomeKind.WrongAnswer)]
    [InlineData(204, (int)OutcomeKind.WrongAnswer)]
    public async Task Send_Status_IsCountedAsItsOutcome(int status, int outcome)
    {
        await using var target = await FakeTarget.SpoiledAsync((_, _) => status);

        Assert.Equal((OutcomeKind)outcome, await SendAsync(target.Address, TextPool.Size));
    }

    [Fact]
    public async Task Send_NobodyThere_IsAConnectionThatFailed() =>
        Assert.Equal(OutcomeKind.ConnectionFailed, await SendAsync(new Uri("http://127.0.0.1:1/"), TextPool.Size));

    // Nobody awaits the requests of an open stream: what is not counted would be missing, and the run would pass.
    [Fact]
    public async Task Send_AnswerThatBreaksTheCheck_IsAWrongAnswer()
    {
        await using var target = await FakeTarget.StartAsync();

        Assert.Equal(OutcomeKind.WrongAnswer, await SendAsync(target.Address, memory: 0));
        Assert.Single(_problems.Problems);
    }

    // An answer that says that it is longer than any memory, and breaks off.
    [Fact]
    public async Task Send_AnswerOfBoundlessLength_IsAConnectionThatFailed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Task.Run(async () =>
        {
            for (var request = 0; request < 2; request++)
            {
                using var connection = await listener.AcceptSocketAsync();
                await connection.ReceiveAsync(new byte[8_192]);
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n{"u8.ToArray());
                connection.Shutdown(SocketShutdown.Both);
            }
        });

        Assert.Equal(
            OutcomeKind.ConnectionFailed,
            await SendAsync(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), TextPool.Size));
        await answering;
    }

    [Fact]
    public async Task Send_CancelledWithTheRun_CountsNowhere()
    {
        using var abort = new CancellationTokenSource();
        await abort.CancelAsync();
        var recorder = new StreamRecorder(Plan.Name, _problems, _clock);
        using var client = new EmbeddingsClient(new Uri("http://127.0.0.1:1/"), null);

        await Stream(recorder, client, TextPool.Size).SendAsync(null, abort.Token);

        Assert.Equal((0, 0), (recorder.InFlight, recorder.Take().Figures("query", 1, 0).Outcomes.Total));
    }

    [Fact]
    public async Task Start_AsManyUnderWayAsThereMayBe_IsUnsent()
    {
        using var abort = new CancellationTokenSource();
        var answer = new TaskCompletionSource();
        await using var target = await FakeTarget.DelayedAsync((_, _) => answer.Task);
        var recorder = new StreamRecorder(Plan.Name, _problems, _clock);
        using var client = new EmbeddingsClient(target.Address, null);
        var stream = new LoadStream(Plan with { MaxInFlight = 2 }, Requests(), Check(TextPool.Size), client, recorder);

        for (var i = 0; i < 5; i++)
        {
            stream.Start(_clock.Elapsed, abort.Token);
        }

        Assert.Equal((2, 3), (recorder.InFlight, recorder.Take().Figures("query", 1, 0).Outcomes.Unsent));
        await abort.CancelAsync();
        answer.SetResult();
    }

    private async Task<OutcomeKind> SendAsync(Uri target, int memory)
    {
        var recorder = new StreamRecorder(Plan.Name, _problems, _clock);
        using var client = new EmbeddingsClient(target, null);
        var stream = Stream(recorder, client, memory);
        // The first one is a golden text.
        await stream.SendAsync(_clock.Elapsed, TestContext.Current.CancellationToken);
        recorder.Take();

        var outcome = await stream.SendAsync(_clock.Elapsed, TestContext.Current.CancellationToken);

        var outcomes = recorder.Take().Figures("query", 1, 0).Outcomes;
        Assert.Equal((0, 1), (recorder.InFlight, outcomes.Total));
        Assert.Equal(outcome == OutcomeKind.Ok ? 1 : 0, outcomes.Ok);
        return outcome;
    }

    private static LoadStream Stream(StreamRecorder recorder, EmbeddingsClient client, int memory) =>
        new(Plan, Requests(), Check(memory), client, recorder);

    private static RequestMaker Requests() =>
        new(Plan, new RequestSource(Vocabulary.Read(), GoldenTexts.Read(), null, KnowsWords: true, KnowsGolden: false), 1);

    private static AnswerCheck Check(int memory) =>
        new(new KnownVectors(GoldenTexts.Read(), Dimensions, null), new VectorMemory(memory, Dimensions));
}
