using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aegis.SoakRunner.Document;

/// <summary>JSON of profiles, timelines, reports and the live page: camel case, enums by name, unknown fields rejected.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters =
    [
        typeof(CamelCaseEnum<ArrivalKind>), typeof(CamelCaseEnum<VectorEncoding>), typeof(CamelCaseEnum<FaultKind>),
        typeof(CamelCaseEnum<WindowKind>),
        typeof(CamelCaseEnum<OutcomeKind>), typeof(CamelCaseEnum<VerdictOutcome>), typeof(CamelCaseEnum<RunStatus>),
    ])]
[JsonSerializable(typeof(SoakProfile))]
[JsonSerializable(typeof(TimelineWindow))]
[JsonSerializable(typeof(SoakReport))]
[JsonSerializable(typeof(LiveState))]
[JsonSerializable(typeof(LiveTick))]
[JsonSerializable(typeof(IReadOnlyList<LiveTick>))]
[JsonSerializable(typeof(IReadOnlyList<GateResult>))]
[JsonSerializable(typeof(IReadOnlyList<ProfileItem>))]
[JsonSerializable(typeof(IReadOnlyList<RunItem>))]
[JsonSerializable(typeof(StartRequest))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(int))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>Indented, for files that people read.</summary>
    public static ReportJson Indented =>
        field ??= new ReportJson(
            new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { WriteIndented = true, TypeInfoResolver = null });
}

/// <summary>Enum values as <c>camelCase</c> names. Numbers are rejected.</summary>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
