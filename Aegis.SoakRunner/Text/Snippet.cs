using System.Text;

namespace Aegis.SoakRunner.Text;

/// <summary>The start of an answer, without control characters that a terminal would obey.</summary>
internal static class Snippet
{
    private const int MaxBytes = 200;

    public static string Of(ReadOnlySpan<byte> body) =>
        body.IsEmpty ? "an empty body" : SafeText.Line(Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxBytes)]));
}
