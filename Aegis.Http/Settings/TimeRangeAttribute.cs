using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Aegis.Http.Settings;

/// <summary>A configured time within bounds. The framework's own attribute finds its converter by reflection, which ahead-of-time compilation cannot follow.</summary>
/// <param name="least">As hh:mm:ss.</param>
/// <param name="most">As hh:mm:ss.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimeRangeAttribute(string least, string most) : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is TimeSpan time && time >= Parse(least) && time <= Parse(most)
            ? ValidationResult.Success
            : new ValidationResult($"{validationContext.DisplayName} must be between {least} and {most}.");

    private static TimeSpan Parse(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
