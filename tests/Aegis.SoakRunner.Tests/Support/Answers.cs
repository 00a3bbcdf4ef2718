using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Aegis.SoakRunner.Check;

namespace Aegis.SoakRunner.Tests.Support;

/// <summary>Answers of an embeddings server, as it writes them.</summary>
internal static class Answers
{
    /// <summary>A right answer of vectors, each at its place, with usage.</summary>
    public static string Of(int tokens, bool base64, params float[][] vectors)
    {
        var data = string.Join(',', vectors.Select((vector, index) =>
            $$"""{"object":"embedding","index":{{index}},"embedding":{{Write(vector, base64)}}}"""));
        return $$$"""
            {"object":"list","data":[{{{data}}}],"model":"m","usage":{"prompt_tokens":{{{tokens}}},"total_tokens":{{{tokens}}}}}
            """;
    }

    /// <summary>A vector as JSON.</summary>
    public static string Write(float[] vector, bool base64) => base64
        ? $"\"{Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan()))}\""
        : $"[{string.Join(',', vector.Select(component => component.ToString("R", CultureInfo.InvariantCulture)))}]";

    public static ReadAnswer Read(string json) => Read(json, new ReadAnswer());

    public static ReadAnswer Read(string json, ReadAnswer answer)
    {
        AnswerReader.Read(Encoding.UTF8.GetBytes(json), answer);
        return answer;
    }
}
