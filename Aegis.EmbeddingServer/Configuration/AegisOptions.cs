using System.ComponentModel.DataAnnotations;
using Aegis.Engine.Loading;
using Aegis.Engine.Workers;
using Aegis.Scheduling;

namespace Aegis.EmbeddingServer.Configuration;

/// <summary>Section <c>Aegis</c> of the configuration. Environment variables write a colon as two underscores.</summary>
internal sealed class AegisOptions
{
    /// <summary>What computes the vectors. Default: <see cref="BackendKind.Onnx"/>.</summary>
    public BackendKind Backend { get; set; } = BackendKind.Onnx;

    /// <summary>False: no model is loaded and embeddings answer 503. Default: true.</summary>
    public bool Enabled { get; set; } = true;

    public DeterministicOptions Deterministic { get; } = new();

    public ModelOptions Model { get; } = new();

    public ExecutionOptions Execution { get; } = new();

    public AdmissionOptions Admission { get; } = new();

    public CacheOptions Cache { get; } = new();

    public ApiOptions Api { get; } = new();

    public TelemetryOptions Telemetry { get; } = new();

    public UiOptions Ui { get; } = new();

    /// <exception cref="ConfigurationException">At least one key is wrong.</exception>
    public static AegisOptions Read(IConfiguration configuration)
    {
        var options = new AegisOptions();
        var mistakes = ConfigurationReader.Fill(options, configuration.GetSection(AegisSection.Name), AegisSection.OfGateway);
        mistakes.AddRange(options.CrossFieldMistakes());
        return mistakes.Count == 0 ? options : throw new ConfigurationException(mistakes);
    }

    public LoadSettings ToLoadSettings() => new(Model.ToSettings())
    {
        Backend = Backend,
        Provider = Execution.Provider,
        StateDirectory = Model.FindStateDirectory(),
        DeterministicDimensions = Deterministic.Dimensions,
    };

    public WorkerSettings ToWorkerSettings() => new(Execution.Workers)
    {
        MaxPaddedTokens = Execution.MaxRunTokens,
        AdmissionLimits = new WorkLoad(Admission.MaxQueuedRequests, Admission.MaxQueuedInputs, Admission.MaxQueuedTokens),
        RequestTimeLimit = Admission.RequestTimeLimit,
        CacheBytes = Cache.MaxBytes,
    };

    // Mistakes that no single key shows.
    private IEnumerable<string> CrossFieldMistakes()
    {
        const string Why = "one caller may fill half of the queue, so such a request could never be admitted";
        if (2L * Api.MaxRequestTokens > Admission.MaxQueuedTokens)
        {
            yield return $"Aegis:Admission:MaxQueuedTokens ({Admission.MaxQueuedTokens}) must be at least twice "
                + $"Aegis:Api:MaxRequestTokens ({Api.MaxRequestTokens}): {Why}";
        }

        if (2L * Api.MaxInputs > Admission.MaxQueuedInputs)
        {
            yield return $"Aegis:Admission:MaxQueuedInputs ({Admission.MaxQueuedInputs}) must be at least twice "
                + $"Aegis:Api:MaxInputs ({Api.MaxInputs}): {Why}";
        }
    }
}

/// <summary><c>Aegis:Cache</c>: vectors that are kept for texts that come again.</summary>
internal sealed class CacheOptions
{
    /// <summary>Most memory for kept vectors: 0 to 1,073,741,824 bytes. Default: 0, no cache.</summary>
    [Range(0, 1 << 30)]
    public int MaxBytes { get; set; }
}

/// <summary><c>Aegis:Deterministic</c>: the backend without a model.</summary>
internal sealed class DeterministicOptions
{
    /// <summary>Width of its vectors: 1 to 8,192. Default: 384, as the bundled model.</summary>
    [Range(1, 8192)]
    public int Dimensions { get; set; } = 384;
}

/// <summary><c>Aegis:Telemetry</c>: which traces are kept, unless <c>OTEL_TRACES_SAMPLER</c> is set.</summary>
internal sealed class TelemetryOptions : TraceOptions
{
    /// <summary>Duration from which a request is slow: 0 to 1 hour. Default: 250 ms.</summary>
    [TimeRange("00:00:00", "01:00:00")]
    public TimeSpan SlowRequest { get; set; } = TimeSpan.FromMilliseconds(250);
}

/// <summary><c>Aegis:Ui</c>: the page at <c>/</c>.</summary>
internal sealed class UiOptions
{
    /// <summary>False: there is no page. Default: true.</summary>
    public bool Enabled { get; set; } = true;
}
