using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Aegis.AppHost;

/// <summary>An answer of <c>/v1/embeddings</c> to one text, for the dashboard.</summary>
internal static class EmbeddingResult
{
    private const int ShownComponents = 8;

    /// <summary>Model, tokens, width, first components, timings, and whether the text was cut, as a table.</summary>
    public static ExecuteCommandResult Show(HttpResponseMessage response, JsonElement answer)
    {
        var (model, tokens) = (answer.GetProperty("model").GetString(), answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        var vector = answer.GetProperty("data")[0].GetProperty("embedding");
        var width = vector.GetArrayLength();
        var table = new StringBuilder("| | |\n| --- | --- |\n");
        void Row(string name, FormattableString value) => table.Append(CultureInfo.InvariantCulture, $"| {name} | {value.ToString(CultureInfo.InvariantCulture)} |\n");
        Row("Model", $"{model}");
        Row("Tokens", $"{tokens}");
        Row("Cut to the model's limit", $"{(response.Headers.Contains("x-aegis-truncated-inputs") ? "yes" : "no")}");
        Row("Dimensions", $"{width}");
        Row("First components", $"{string.Join(", ", vector.EnumerateArray().Take(ShownComponents).Select(component => component.GetRawText()))}");
        Row("Norm", $"{Math.Sqrt(vector.EnumerateArray().Sum(component => component.GetDouble() * component.GetDouble())):F6}");
        Row("Time", $"{Timings(response)}");
        Row("Request id", $"{Header(response, "x-request-id")}");
        return CommandResults.Success($"{model}: {tokens} tokens, {width} dimensions.", table.ToString(), CommandResultFormat.Markdown, displayImmediately: true);
    }

    // tokenize;dur=0.06, queue;dur=0.01, inference;dur=1.9
    private static string Timings(HttpResponseMessage response) => Header(response, "server-timing").Replace(";dur=", " ", StringComparison.Ordinal).Replace(",", " ms,", StringComparison.Ordinal) + " ms";

    private static string Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : string.Empty;
}
