using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Aegis.EmbeddingServer.Ui;

/// <summary>A file of the page. Other bytes have another entity tag.</summary>
internal sealed record UiFile(byte[] Content, string ContentType, EntityTagHeaderValue EntityTag)
{
    private const string Prefix = "ui/";

    /// <summary>The files in the assembly, by their path below the page.</summary>
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
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        return new UiFile(content, TypeOf(resourceName), new EntityTagHeaderValue($"\"{hash}\""));
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
