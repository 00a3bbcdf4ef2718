using System.Text;

namespace Aegis.SoakRunner.Load;

/// <summary>The start of an answer, for people.</summary>
internal static class Snippet
{
    private const int MostBytes = 200;

    public static string Of(ReadOnlySpan<byte> body) =>
        body.IsEmpty ? "an empty body" : Encoding.UTF8.GetString(body[..Math.Min(body.Length, MostBytes)]).ReplaceLineEndings(" ");
}
