using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;

namespace Aegis.EmbeddingServer.Api;

/// <summary><c>GET /v1/models</c> and <c>GET /v1/models/{id}</c>. The list is empty until a model is loaded, and when none can be.</summary>
internal sealed class ModelsEndpoint(AegisOptions options, ServingState state, ErrorWriter errors)
{
    public Task ListAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(new ModelListBody("list", Models(Identity())), ApiJsonContext.Answers.ModelListBody);

    public Task GetAsync(HttpContext context, string id)
    {
        // An id may hold a slash, which some clients escape; the trailing slash is nobody's.
        id = Uri.UnescapeDataString(id).TrimEnd('/');
        var identity = Identity();
        var models = Models(identity);
        var model = models.FirstOrDefault(model => model.Id == id)
            ?? models.FirstOrDefault(_ => new ModelNames(identity!, options.Model.Aliases).Accepts(id));
        return model is null
            ? errors.WriteAsync(context, NotServed(models))
            : context.Response.WriteAsJsonAsync(model, ApiJsonContext.Answers.ModelBody);
    }

    private static Failure NotServed(IReadOnlyList<ModelBody> models) =>
        new(FailureKind.ModelNotFound, $"The model is not served here; there is {string.Join(", ", models.Select(model => model.Id))}", "model");

    private BackendIdentity? Identity() => state.Current.Engine?.Backend.Identity;

    private ModelBody[] Models(BackendIdentity? identity) =>
        identity is null ? [] : [.. new ModelNames(identity, options.Model.Aliases).All.Select(name => Describe(name, identity))];

    private static ModelBody Describe(string name, BackendIdentity identity) =>
        new(name, "model", identity.Created, identity.Organisation ?? "aegis", name == identity.ModelId ? null : identity.ModelId);
}
