using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Aegis.EmbeddingServer.Ui;

/// <summary>A file of the page.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">What they are.</param>
/// <param name="EntityTag">Another one for other bytes.</param>
internal sealed record UiFile(byte[] Content, string ContentType, EntityTagHeaderValue EntityTag)
{
    private const string Prefix = "ui/";

    /// <summary>All files that the assembly carries, by their path below the page.</summary>
    public static Dictionary<string, UiFile> ReadAll()
    {
        // "ui/js/app.js"; built on Windows, "ui/js\app.js"
        var names = typeof(UiFile).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));
        return names.ToDictionary(name => name[Prefix.Length..].Replace('\\', '/'), Read, StringComparer.Ordinal);
    }

    private static UiFile Read(string resourceName)
    {
        using var resource = typeof(UiFile).Assembly.GetManifestResourceStream(resourceName)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return new UiFile(content, TypeOf(resourceName), new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\""));
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"The page has no files of the kind {other}"),
    };
}
