using System.Globalization;
using OpenTelemetry.Trace;

namespace Aegis.ServiceDefaults;

/// <summary>
/// <c>OTEL_TRACES_SAMPLER</c> and <c>OTEL_TRACES_SAMPLER_ARG</c>:
/// <see href="https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/"/>.
/// </summary>
public static class SamplerSetting
{
    private const string NameKey = "OTEL_TRACES_SAMPLER";
    private const string RatioKey = "OTEL_TRACES_SAMPLER_ARG";
    private const string ParentBased = "parentbased_";

    private static readonly Dictionary<string, Func<double, Sampler>> Roots = new()
    {
        ["always_on"] = _ => new AlwaysOnSampler(),
        ["always_off"] = _ => new AlwaysOffSampler(),
        ["traceidratio"] = ratio => new TraceIdRatioBasedSampler(ratio),
    };

    /// <summary>Null when no sampler is set.</summary>
    public static Sampler? Read(IConfiguration configuration)
    {
        if (configuration[NameKey] is not { Length: > 0 } name)
        {
            return null;
        }

        var root = Roots[RootOf(name)](TryReadRatio(configuration, out var ratio) ? ratio : 1);
        return name.StartsWith(ParentBased, StringComparison.Ordinal) ? new ParentBasedSampler(root) : root;
    }

    /// <summary>Values that the library would ignore without a message.</summary>
    internal static IEnumerable<string> Mistakes(IConfiguration configuration)
    {
        if (configuration[NameKey] is { Length: > 0 } name && !Roots.ContainsKey(RootOf(name)))
        {
            var known = Roots.Keys.Concat(Roots.Keys.Select(root => ParentBased + root));
            yield return $"{NameKey} must be one of {string.Join(", ", known)}, not '{name}'";
        }

        if (!TryReadRatio(configuration, out _))
        {
            yield return $"{RatioKey} must be a number from 0 to 1, not '{configuration[RatioKey]}'";
        }
    }

    private static string RootOf(string name) => name.StartsWith(ParentBased, StringComparison.Ordinal) ? name[ParentBased.Length..] : name;

    // No value is valid, and means all traces.
    private static bool TryReadRatio(IConfiguration configuration, out double ratio)
    {
        ratio = 1;
        var text = configuration[RatioKey];
        return string.IsNullOrEmpty(text)
            || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out ratio) && ratio is >= 0 and <= 1);
    }
}
