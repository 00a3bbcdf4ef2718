using System.Text.Json;

namespace Aegis.Engine.Tests.ModelFolders.Settings;

/// <summary>Reads a settings file from a text.</summary>
internal static class SettingsText
{
    public static T Read<T>(string json, Func<JsonPart, T> read)
    {
        using var document = JsonDocument.Parse(json);
        return read(new JsonPart(document.RootElement, string.Empty));
    }

    public static string Failure<T>(string json, Func<JsonPart, T> read) =>
        Assert.Throws<InvalidDataException>(() => Read(json, read)).Message;
}
