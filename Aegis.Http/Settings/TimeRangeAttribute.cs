using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Aegis.Http.Settings;

/// <summary>Checks a time. <see cref="RangeAttribute"/> uses reflection, which fails when compiled ahead of time.</summary>
/// <param name="minimum">As hh:mm:ss.</param>
/// <param name="maximum">As hh:mm:ss.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimeRangeAttribute(string minimum, string maximum) : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is TimeSpan time && time >= Parse(minimum) && time <= Parse(maximum)
            ? ValidationResult.Success
            : new ValidationResult($"{validationContext.DisplayName} must be between {minimum} and {maximum}.");

    private static TimeSpan Parse(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
