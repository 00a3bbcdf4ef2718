using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Aegis.AppHost;

/// <summary>Shows an answer of <c>/v1/embeddings</c> to one text in the dashboard.</summary>
internal static class EmbeddingResult
{
    private const int ShownComponents = 8;

    public static ExecuteCommandResult Show(HttpResponseMessage response, JsonElement answer)
    {
        var model = answer.GetProperty("model").GetString();
        var tokens = answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32();
        var vector = answer.GetProperty("data")[0].GetProperty("embedding");
        var width = vector.GetArrayLength();
        var first = vector.EnumerateArray().Take(ShownComponents).Select(component => component.GetRawText());
        var squares = vector.EnumerateArray().Sum(component => component.GetDouble() * component.GetDouble());
        var table = new StringBuilder("| | |\n| --- | --- |\n");
        void Row(string name, string value) => table.Append(CultureInfo.InvariantCulture, $"| {name} | {value} |\n");
        Row("Model", model!);
        Row("Tokens", tokens.ToString(CultureInfo.InvariantCulture));
        Row("Cut to the model's limit", response.Headers.Contains("x-aegis-truncated-inputs") ? "yes" : "no");
        Row("Dimensions", width.ToString(CultureInfo.InvariantCulture));
        Row("First components", string.Join(", ", first));
        Row("Norm", Math.Sqrt(squares).ToString("F6", CultureInfo.InvariantCulture));
        Row("Time", Timings(response));
        Row("Request id", Header(response, "x-request-id"));
        var summary = $"{model}: {tokens} tokens, {width} dimensions.";
        return CommandResults.Success(summary, table.ToString(), CommandResultFormat.Markdown, displayImmediately: true);
    }

    // tokenize;dur=0.06, queue;dur=0.01, inference;dur=1.9
    private static string Timings(HttpResponseMessage response) =>
        Header(response, "server-timing")
            .Replace(";dur=", " ", StringComparison.Ordinal)
            .Replace(",", " ms,", StringComparison.Ordinal) + " ms";

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : string.Empty;
}
