using System.ComponentModel.DataAnnotations;

namespace Aegis.Http.Settings;

/// <summary>Checks a list of keys: not empty, since an empty variable must not open the service, and fit for a header.</summary>
internal sealed class ApiKeysAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var keys = (IReadOnlyList<string>)value!;
        if (keys.Count == 0)
        {
            return new ValidationResult(
                $"{validationContext.DisplayName} is set, but holds no key; leave it out to let every caller in.");
        }

        return keys.All(key => key.Length > 0 && key.All(letter => letter is > ' ' and <= '~'))
            ? ValidationResult.Success
            : new ValidationResult(
                $"{validationContext.DisplayName} holds a key that no header can carry: "
                    + "a key is one or more visible ASCII characters, without spaces.");
    }
}
