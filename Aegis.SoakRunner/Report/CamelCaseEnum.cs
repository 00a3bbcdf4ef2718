using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aegis.SoakRunner.Report;

/// <summary>Enum values as <c>camelCase</c> names; numbers are refused.</summary>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
