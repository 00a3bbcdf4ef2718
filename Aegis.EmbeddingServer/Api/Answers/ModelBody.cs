using System.Text.Json.Serialization;

namespace Aegis.EmbeddingServer.Api.Answers;

/// <summary>A model, or an alias of it, as <c>/v1/models</c> tells it.</summary>
/// <param name="Id">The name to use in a request.</param>
/// <param name="Object">Always <c>model</c>.</param>
/// <param name="Created">When the model was published, in seconds since 1970.</param>
/// <param name="OwnedBy">Who published it.</param>
/// <param name="Root">The real model's id, for an alias; left out for the model itself.</param>
internal sealed record ModelBody(
    string Id,
    string Object,
    long Created,
    string OwnedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Root);

/// <param name="Object">Always <c>list</c>.</param>
/// <param name="Data">The real model first, then its aliases.</param>
internal sealed record ModelListBody(string Object, IReadOnlyList<ModelBody> Data);
