using System.ComponentModel.DataAnnotations;

namespace Aegis.Http.Settings;

/// <summary>Checks a text: it may be absent, but not empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotEmptyAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is null or string { Length: > 0 }
            ? ValidationResult.Success
            : new ValidationResult($"{validationContext.DisplayName} must not be empty; leave it out for its default.");
}
