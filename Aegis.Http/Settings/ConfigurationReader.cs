using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace Aegis.Http.Settings;

/// <summary>
/// Fills a service's options and reports every mistake at once: unknown keys, values of the wrong type, values out of
/// range. The framework's binder stops at the first, and lets a misspelt key pass in silence.
/// </summary>
internal static class ConfigurationReader
{
    /// <summary>Fills <paramref name="options"/> from a section.</summary>
    /// <param name="options">Its public properties are the settings, those without a setter groups of settings.</param>
    /// <param name="section">Where they are.</param>
    /// <param name="others">Settings and groups there that belong to other services of the graph, which may share an environment: passed over.</param>
    /// <returns>The mistakes; none when all is well.</returns>
    public static List<string> Fill(object options, IConfigurationSection section, IReadOnlyCollection<string> others)
    {
        var mistakes = new List<string>();
        Fill(options, section, others, mistakes);
        return mistakes;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The projects keep their own assemblies whole where they are compiled ahead of time (TrimmerRootAssembly)")]
    private static void Fill(object options, IConfigurationSection section, IReadOnlyCollection<string> others, List<string> mistakes)
    {
        var properties = options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (var child in section.GetChildren().Where(child => !others.Contains(child.Path, StringComparer.OrdinalIgnoreCase)))
        {
            var property = Array.Find(properties, property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                mistakes.Add($"{child.Path} is not a setting; {section.Path} has {string.Join(", ", properties.Select(known => known.Name))}");
            }
            else if (!property.CanWrite && child.Value is { Length: > 0 } value)
            {
                mistakes.Add($"{child.Path} is a group of settings, not one: it has {string.Join(", ", property.PropertyType.GetProperties().Select(known => known.Name))}, and cannot be '{value}'");
            }
            else if (!property.CanWrite)
            {
                Fill(property.GetValue(options)!, child, others, mistakes);
            }
            else
            {
                Set(options, property, child, mistakes);
            }
        }
    }

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
            // Not the value of a list: it may hold secrets.
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
        value = null;
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (text is null)
        {
            return false;
        }

        if (target.IsEnum)
        {
            // Names only: Enum.TryParse takes "1" as well.
            return Enum.GetNames(target).Contains(text, StringComparer.OrdinalIgnoreCase) && Enum.TryParse(target, text, ignoreCase: true, out value);
        }

        if (target == typeof(int))
        {
            // The type converter takes hexadecimal numbers as well.
            var isNumber = int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number);
            value = number;
            return isNumber;
        }

        if (target == typeof(bool))
        {
            var isTruth = bool.TryParse(text, out var truth);
            value = truth;
            return isTruth;
        }

        if (target == typeof(TimeSpan))
        {
            var isTime = TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time);
            value = time;
            return isTime;
        }

        value = text;
        return target == typeof(string);
    }

    private static string Expected(Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        return target switch
        {
            { IsEnum: true } => string.Join(" or ", Enum.GetNames(target).Select(name => name.ToLowerInvariant())),
            _ when target == typeof(bool) => "true or false",
            _ when target == typeof(TimeSpan) => "a time as hh:mm:ss",
            _ when target == typeof(string) => "a text",
            _ => "a whole number",
        };
    }
}
