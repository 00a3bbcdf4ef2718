using System.ComponentModel.DataAnnotations;

namespace Aegis.Http.Settings;

/// <summary>Checks a list of origins, each as a browser sends it: scheme, host and port, and nothing more.</summary>
internal sealed class OriginsAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var wrong = ((IReadOnlyList<string>)value!).FirstOrDefault(origin => !IsOrigin(origin));
        return wrong is null
            ? ValidationResult.Success
            : new ValidationResult(
                $"{validationContext.DisplayName} holds '{wrong}', which is no origin: "
                    + "write scheme, host and port, such as https://app.example:8443, one for each.");
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Host.Length > 0
        && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);
}
