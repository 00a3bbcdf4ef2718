using System.Text.Json.Nodes;
using Aegis.EmbeddingServer.Api.Answers;
using Aegis.EmbeddingServer.Api.Embeddings;
using Aegis.EmbeddingServer.Configuration;
using Microsoft.OpenApi;

namespace Aegis.EmbeddingServer.OpenApi;

internal static class ContractSchemas
{
    private const JsonSchemaType Optional = JsonSchemaType.Null;

    public static void AddTo(OpenApiDocument document, ApiOptions limits)
    {
        document.AddComponent("EmbeddingsRequest", EmbeddingsRequest(limits));
        document.AddComponent("EmbeddingsResponse", EmbeddingsResponse());
        document.AddComponent("Model", Model());
        var models = Array(new OpenApiSchemaReference("Model", document));
        document.AddComponent("ModelList", Record(("object", Constant("list")), ("data", models)));
        document.AddComponent("Health", Health());
        document.AddComponent("Canary", Canary());
        document.AddComponent("Error", Error());
    }

    private static OpenApiSchema EmbeddingsRequest(ApiOptions limits)
    {
        var text = Text("A text; may be empty. What is longer than the model's limit is cut as `truncate` says.");
        text.MaxLength = limits.MaxInputCharacters;
        var ids = Array(new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0" });
        ids.Description = "Token ids of one input: the model's own, or cl100k_base's where the server is set to them (Aegis:Api:TokenIds). "
            + "Special tokens are added where they are missing.";
        ids.MinItems = 1;
        ids.MaxItems = limits.MaxInputCharacters;
        var several = Array(new OpenApiSchema { AnyOf = [text, ids] });
        several.Description = "Several inputs, texts and arrays of token ids.";
        several.MinItems = 1;
        several.MaxItems = limits.MaxInputs;

        var bounds = FormattableString.Invariant(
            $"at most {limits.MaxInputs} inputs, {limits.MaxRequestTokens} tokens together, and {limits.MaxBodyBytes} bytes of body");

        var request = Record(
            ("input", new OpenApiSchema { AnyOf = [text, ids, several], Description = $"What to embed: {bounds}." }),
            ("model", Text(
                "The served model's id, the same with its organisation, or an alias; "
                + "the served model where it is missing, null or empty.",
                Optional)),
            ("encoding_format", OptionalChoice(
                "How vectors are written: JSON numbers, or base64 of little-endian float32.", "float", "base64")),
            ("dimensions", new OpenApiSchema
            {
                Type = JsonSchemaType.Integer | Optional,
                Minimum = "1",
                Description = "Width to cut the vectors to, at most the model's; they are normalised again.",
            }),
            ("truncate", OptionalChoice(
                "What to cut of an input with more tokens than the model takes; `none` refuses the request instead. "
                + "The default is the server's (Aegis:Model:Truncation).",
                [.. OrderRules.Truncations.Keys])),
            ("prompt_name", Text(
                "Name of a text that the model wants in front of each text; null: the default one, empty: none. "
                + "The names come from the model's folder and from Aegis:Model:Prompts.",
                Optional)),
            ("user", Text("Accepted and ignored, like every field that is not named here.", Optional)));
        request.Required = new HashSet<string> { "input" };
        return request;
    }

    private static OpenApiSchema EmbeddingsResponse()
    {
        var floats = Array(new OpenApiSchema { Type = JsonSchemaType.Number, Format = "float" });
        floats.Description = "The vector, of norm 1.";
        var base64 = Text("The vector's little-endian float32 in base64.");
        base64.ContentEncoding = "base64";
        var item = Record(
            ("object", Constant("embedding")),
            ("index", Number("Place of the input in the request.")),
            ("embedding", new OpenApiSchema { AnyOf = [floats, base64] }));
        var usage = Record(
            ("prompt_tokens", Number("Tokens that went through the model, special tokens included.")),
            ("total_tokens", Number("The same.")));
        return Record(
            ("object", Constant("list")),
            ("data", Array(item)),
            ("model", Text("The real model's id, whatever name the request used.")),
            ("usage", usage));
    }

    private static OpenApiSchema Model()
    {
        var model = Record(
            ("id", Text("The name to use in a request.")),
            ("object", Constant("model")),
            ("created", Number("When the model was published, in seconds since 1970.")),
            ("owned_by", Text("Who published it.")),
            ("root", Text("The real model's id, for an alias; left out for the model itself.")));
        model.Required!.Remove("root");
        return model;
    }

    private static OpenApiSchema Health() => Record(
        ("status", Choice("Where the server stands.", "ok", "starting", "draining", "error")),
        ("service", Text("Always `aegis-llm-server`.")),
        ("version", Text("The server's version.")),
        ("commit", Text("The commit that it was built from; null when it was built outside of git.", Optional)),
        ("backend", Choice("What computes the vectors.", "onnx", "deterministic")),
        ("embedding_enabled", Typed(JsonSchemaType.Boolean, "False where embeddings are switched off (Aegis:Enabled).")),
        ("model", Text("The served model's id; null until it is loaded.", Optional)),
        ("execution_provider", Text("Where it runs; null until it is loaded.", Optional)),
        ("precision", Text("`int8`, `fp32`, `fp16` or `none`; null until it is loaded.", Optional)),
        ("execution_reason", Text(
            "Why provider and precision are these; null until it is loaded, and for the deterministic backend.", Optional)),
        ("reason", Text("Why the status is not ok; null when it is.", Optional)));

    private static OpenApiSchema Canary() => Record(
        ("result", Choice("What the proof found.", CanaryBody.Pass, CanaryBody.None)),
        ("model", Text("The served model's id.")),
        ("execution_provider", Text("Where it runs.")),
        ("precision", Text("`int8`, `fp32`, `fp16` or `none`.")),
        ("texts", Number("Known texts that got the right vectors.")),
        ("duration_ms", Typed(JsonSchemaType.Number, "How long the proof took, in milliseconds.")),
        ("reason", Text("Why there is nothing to prove; null when it passed.", Optional)));

    private static OpenApiSchema Error()
    {
        var answers = Enum.GetValues<FailureKind>().Select(FailureTable.Answer).ToArray();
        return Record(("error", Record(
            ("message", Text("What is wrong and how to mend it.")),
            ("type", Choice("OpenAI's error class.", [.. answers.Select(answer => answer.Type).Distinct()])),
            ("param", Text("The request field at fault, or null.", Optional)),
            ("code", Choice("Stable, for programs.", [.. answers.Select(answer => answer.Code)])))));
    }

    private static OpenApiSchema Record(params (string Name, IOpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = properties.ToDictionary(property => property.Name, property => property.Schema),
        Required = properties.Select(property => property.Name).ToHashSet(),
    };

    private static OpenApiSchema Array(IOpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    private static OpenApiSchema Text(string description, JsonSchemaType or = default) => Typed(JsonSchemaType.String | or, description);

    private static OpenApiSchema Number(string description) => Typed(JsonSchemaType.Integer, description);

    private static OpenApiSchema Typed(JsonSchemaType type, string description) => new() { Type = type, Description = description };

    private static OpenApiSchema Constant(string value) => new() { Type = JsonSchemaType.String, Const = value };

    private static OpenApiSchema Choice(string description, params string[] values) =>
        new() { Type = JsonSchemaType.String, Description = description, Enum = [.. values.Select(value => (JsonNode)value)] };

    private static OpenApiSchema OptionalChoice(string description, params string[] values)
    {
        var choice = Choice(description, values);
        choice.Type |= Optional;
        choice.Enum!.Add(JsonNullSentinel.JsonNull);
        return choice;
    }
}
