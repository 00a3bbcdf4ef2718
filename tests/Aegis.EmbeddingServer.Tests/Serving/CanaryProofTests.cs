using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Aegis.EmbeddingServer.Tests.Serving;

public sealed class CanaryProofTests : IDisposable
{
    private static readonly Canary Canary = new(new ReferenceVectors([new("one", [1, 0, 0, 0])]), 0.999, "the test");

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _clock = new();
    private readonly CollectingLogger<CanaryProof> _logger = new();
    private readonly CanaryProof _proof;

    public CanaryProofTests() => _proof = new CanaryProof(new ServingState(), _clock, _logger);

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Proof_AskedForWhileOneRuns_IsThatOne()
    {
        using var model = new GatedModel();
        using var engine = await StartAsync(model);
        var before = model.Computed;

        model.Close();
        var first = _proof.ProveAsync(engine);
        await model.EnteredAsync();
        var second = _proof.ProveAsync(engine);
        model.Open();
        var results = await Task.WhenAll(first, second);

        Assert.Same(results[0], results[1]);
        Assert.Null(results[0].Problem);
        Assert.Equal(before + 1, model.Computed);
    }

    [Fact]
    public async Task Proof_AskedForAfterOne_IsANewOne()
    {
        using var model = new GatedModel();
        using var engine = await StartAsync(model);
        var before = model.Computed;

        await _proof.ProveAsync(engine);
        await _proof.ProveAsync(engine);

        Assert.Equal(before + 2, model.Computed);
    }

    [Fact]
    public async Task Proof_WrongVectors_SaysWhatIsWrongOnce()
    {
        var model = new SwitchedModel(() => [0, 1, 0, 0]);
        using var engine = await StartAsync(model);

        model.IsSwitched = true;
        var result = await _proof.ProveAsync(engine);

        Assert.Contains("mean cosine to the vectors of the test is 0.000000", result.Problem, StringComparison.Ordinal);
        Assert.True(_proof.IsWrong);
        Assert.Contains(result.Problem!, Assert.Single(_logger.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proof_ModelThrows_IsAWrongOne()
    {
        var model = new SwitchedModel(() => throw new ArithmeticException("the driver is gone"));
        using var engine = await StartAsync(model);

        model.IsSwitched = true;
        var result = await _proof.ProveAsync(engine);

        Assert.Equal("the driver is gone", result.Problem);
    }

    [Fact]
    public async Task Proof_RightAfterAWrongOne_IsRightAgain()
    {
        var model = new SwitchedModel(() => [0, 1, 0, 0]);
        using var engine = await StartAsync(model);

        model.IsSwitched = true;
        await _proof.ProveAsync(engine);
        model.IsSwitched = false;
        var result = await _proof.ProveAsync(engine);

        Assert.Null(result.Problem);
        Assert.False(_proof.IsWrong);
    }

    [Fact]
    public async Task Proof_Ended_CountsTheTimeSinceIt()
    {
        var seconds = TimeSpan.FromSeconds(2);
        var model = new SwitchedModel(() =>
        {
            _clock.Advance(seconds);
            return [1, 0, 0, 0];
        });
        using var engine = await StartAsync(model);

        model.IsSwitched = true;
        var result = await _proof.ProveAsync(engine);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(seconds, result.Duration);
        Assert.Equal(TimeSpan.FromMinutes(1), _proof.SinceLast);
    }

    private Task<EmbeddingEngine> StartAsync(IEmbeddingModel model) => EmbeddingEngine.StartAsync(
        TestModels.Around(model)() with { Canary = Canary },
        new WorkerSettings(Workers: 1),
        new EngineServices(TimeProvider.System, _services.GetRequiredService<IMeterFactory>(), NullLoggerFactory.Instance));

    /// <summary>Right, until it is switched to another way.</summary>
    private sealed class SwitchedModel(Func<float[]> vector) : IEmbeddingModel
    {
        public bool IsSwitched { get; set; }

        public int Dimensions => 4;

        public void Embed(IReadOnlyList<TokenSequence> batch, Span<float> vectors)
        {
            float[] right = [1, 0, 0, 0];
            (IsSwitched ? vector() : right).CopyTo(vectors);
        }

        public void Dispose()
        {
        }
    }
}
