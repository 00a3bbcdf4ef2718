using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace Aegis.Http.Settings;

/// <summary>
/// Fills a service's options and reports every mistake at once: unknown keys, values of the wrong type, values out of
/// range. The framework's binder stops at the first mistake, and ignores a misspelt key.
/// </summary>
internal static class ConfigurationReader
{
    private const string Automatic = "auto";

    /// <param name="options">Its public properties are the settings. Properties without a setter are groups of settings.</param>
    /// <param name="skipped">Paths of settings and groups that belong to other services.</param>
    /// <returns>The mistakes.</returns>
    public static List<string> Fill(object options, IConfigurationSection section, IReadOnlyCollection<string> skipped)
    {
        var mistakes = new List<string>();
        FillGroup(options, section, skipped, mistakes);
        return mistakes;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "TrimmerRootAssembly keeps the assemblies with options whole")]
    private static void FillGroup(object options, IConfigurationSection section, IReadOnlyCollection<string> skipped, List<string> mistakes)
    {
        var properties = options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (var child in section.GetChildren().Where(child => !skipped.Contains(child.Path, StringComparer.OrdinalIgnoreCase)))
        {
            var property = Array.Find(properties, property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                mistakes.Add($"{child.Path} is not a setting; {section.Path} has {Names(properties)}");
            }
            else if (!property.CanWrite && child.Value is { Length: > 0 } value)
            {
                var known = Names(property.PropertyType.GetProperties());
                mistakes.Add($"{child.Path} is a group of settings, not one: it has {known}, and cannot be '{value}'");
            }
            else if (!property.CanWrite)
            {
                FillGroup(property.GetValue(options)!, child, skipped, mistakes);
            }
            else
            {
                Set(options, property, child, mistakes);
            }
        }
    }

    private static string Names(PropertyInfo[] properties) => string.Join(", ", properties.Select(property => property.Name));

    private static void Set(object options, PropertyInfo property, IConfigurationSection section, List<string> mistakes)
    {
        var isList = property.PropertyType == typeof(IReadOnlyList<string>);
        object? value = isList ? ReadList(section) : null;
        if (property.PropertyType == typeof(IReadOnlyDictionary<string, string>))
        {
            SetNamed(options, property, section, mistakes);
            return;
        }

        if (!isList && !TryConvert(section.Value, property.PropertyType, out value))
        {
            mistakes.Add($"{section.Path} must be {Expected(property.PropertyType)}, not '{section.Value}'");
            return;
        }

        if (MistakesIn(options, property, section, value) is { Count: > 0 } found)
        {
            // A list may hold secrets, so its value is not repeated.
            mistakes.AddRange(found.Select(mistake => isList ? mistake : $"{mistake} It is '{section.Value}'."));
            return;
        }

        property.SetValue(options, value);
    }

    // Aegis__Model__Prompts__query="query: "
    private static void SetNamed(object options, PropertyInfo property, IConfigurationSection section, List<string> mistakes)
    {
        var named = section.GetChildren().Where(child => child.Value is not null).ToDictionary(child => child.Key, child => child.Value!);
        if (section.Value is { Length: > 0 } || named.Count < section.GetChildren().Count())
        {
            mistakes.Add($"{section.Path} is a group of texts by name: {section.Path}:NAME gives one, {section.Path} itself nothing");
            return;
        }

        property.SetValue(options, named);
    }

    private static List<string> MistakesIn(object options, PropertyInfo property, IConfigurationSection section, object? value)
    {
        var results = new List<ValidationResult>();
        var context = new ValidationContext(options, section.Path, serviceProvider: null, items: null) { MemberName = property.Name };
        Validator.TryValidateValue(value!, context, results, property.GetCustomAttributes<ValidationAttribute>());
        return [.. results.Select(result => result.ErrorMessage!)];
    }

    // Aegis__Model__Aliases__0=one, Aegis__Model__Aliases__1=two; or Aegis__Model__Aliases=one,two; empty for none
    private static string[] ReadList(IConfigurationSection section) =>
        section.Value is { } line
            ? line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [.. section.GetChildren().Select(item => item.Value).OfType<string>()];

    private static bool TryConvert(string? text, Type type, out object? value)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        value = text switch
        {
            null => null,
            // Names only: Enum.Parse takes "1" as well.
            _ when target.IsEnum => Enum.GetNames(target).Contains(text, StringComparer.OrdinalIgnoreCase)
                ? Enum.Parse(target, text, ignoreCase: true)
                : null,
            // The type converter takes hexadecimal numbers as well.
            _ when target == typeof(int) =>
                int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ when target == typeof(bool) => bool.TryParse(text, out var truth) ? truth : null,
            _ when target == typeof(TimeSpan) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null,
            _ => text,
        };
        return value is not null || (IsAutomatic(type) && Automatic.Equals(text, StringComparison.OrdinalIgnoreCase));
    }

    // An enum that may be null: the word "auto" stands for null.
    private static bool IsAutomatic(Type type) => Nullable.GetUnderlyingType(type) is { IsEnum: true };

    private static string Expected(Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        string[] automatic = IsAutomatic(type) ? [Automatic] : [];
        return target switch
        {
            { IsEnum: true } => string.Join(" or ", [.. automatic, .. Enum.GetNames(target).Select(name => name.ToLowerInvariant())]),
            _ when target == typeof(bool) => "true or false",
            _ when target == typeof(TimeSpan) => "a time as hh:mm:ss",
            _ when target == typeof(string) => "a text",
            _ => "a whole number",
        };
    }
}
