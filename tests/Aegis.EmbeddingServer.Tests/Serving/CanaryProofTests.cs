using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Aegis.EmbeddingServer.Tests.Serving;

public sealed class CanaryProofTests : IDisposable
{
    private static readonly Canary Canary = new(new ReferenceVectors([new("one", [1, 0, 0, 0])]), 0.999, "the test");

    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging()
        .AddMetrics()
        .AddSingleton<ServerMetrics>()
        .AddSingleton<BatchHealth>()
        .AddSingleton<ServingState>()
        .AddSingleton<FakeTimeProvider>()
        .AddSingleton<TimeProvider>(provider => provider.GetRequiredService<FakeTimeProvider>())
        .AddSingleton<CollectingLogger<CanaryProof>>()
        .AddSingleton<ILogger<CanaryProof>>(provider => provider.GetRequiredService<CollectingLogger<CanaryProof>>())
        .AddSingleton<CanaryProof>()
        .BuildServiceProvider();

    private CanaryProof Proof => _services.GetRequiredService<CanaryProof>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Proof_AskedForWhileOneRuns_IsThatOne()
    {
        using var model = new GatedModel();
        var backend = TestModels.Around(model)();

        model.Close();
        var first = Proof.ProveAsync(backend, Canary);
        await model.EnteredAsync();
        var second = Proof.ProveAsync(backend, Canary);
        model.Open();
        var results = await Task.WhenAll(first, second);

        Assert.Same(results[0], results[1]);
        Assert.Null(results[0].Problem);
        Assert.Equal(1, model.Computed);
    }

    [Fact]
    public async Task Proof_AskedForAfterOne_IsANewOne()
    {
        using var model = new GatedModel();
        var backend = TestModels.Around(model)();

        await Proof.ProveAsync(backend, Canary);
        await Proof.ProveAsync(backend, Canary);

        Assert.Equal(2, model.Computed);
    }

    [Fact]
    public async Task Proof_WrongVectors_SaysWhatIsWrongOnce()
    {
        var result = await Proof.ProveAsync(Backend((_, vectors) => vectors.Span[1] = 1), Canary);

        Assert.Contains("mean cosine to the vectors of the test is 0.000000", result.Problem, StringComparison.Ordinal);
        Assert.True(Proof.IsWrong);
        Assert.Contains(
            result.Problem!,
            Assert.Single(_services.GetRequiredService<CollectingLogger<CanaryProof>>().Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proof_ModelThrows_IsAWrongOne()
    {
        var result = await Proof.ProveAsync(Backend((_, _) => throw new ArithmeticException("the driver is gone")), Canary);

        Assert.Equal("the driver is gone", result.Problem);
    }

    [Fact]
    public async Task Proof_RightAfterAWrongOne_IsRightAgain()
    {
        var right = false;
        var backend = Backend((_, vectors) => vectors.Span[right ? 0 : 1] = 1);

        await Proof.ProveAsync(backend, Canary);
        right = true;
        var result = await Proof.ProveAsync(backend, Canary);

        Assert.Null(result.Problem);
        Assert.False(Proof.IsWrong);
    }

    [Fact]
    public async Task Proof_Ended_CountsTheTimeSinceIt()
    {
        var clock = _services.GetRequiredService<FakeTimeProvider>();
        var seconds = TimeSpan.FromSeconds(2);
        var backend = Backend((_, vectors) =>
        {
            vectors.Span[0] = 1;
            clock.Advance(seconds);
        });

        var result = await Proof.ProveAsync(backend, Canary);
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(seconds, result.Duration);
        Assert.Equal(TimeSpan.FromMinutes(1), Proof.SinceLast);
    }

    private static ProvenModel ProvenModel(Action<IReadOnlyList<TokenSequence>, Memory<float>> embed) =>
        TestModels.Around(new DelegateModel(embed))();
}
