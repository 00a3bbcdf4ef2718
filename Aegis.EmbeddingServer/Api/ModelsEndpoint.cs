using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;

namespace Aegis.EmbeddingServer.Api;

/// <summary><c>GET /v1/models</c> and <c>GET /v1/models/{id}</c>. The list is empty as long as nothing can be served.</summary>
internal sealed class ModelsEndpoint(AegisOptions options, ServingState state, ErrorWriter errors)
{
    public Task ListAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(new ModelListBody("list", Models()), ApiJsonContext.Answers.ModelListBody);

    public Task GetAsync(HttpContext context, string id)
    {
        // An id may hold a slash, which some clients escape; the trailing slash is nobody's.
        id = Uri.UnescapeDataString(id).TrimEnd('/');
        var models = Models();
        var model = models.FirstOrDefault(model => model.Id == id)
            ?? (Names() is { } names && names.Accepts(id) ? models[0] : null);
        return model is null
            ? errors.WriteAsync(context, NotServed(models))
            : context.Response.WriteAsJsonAsync(model, ApiJsonContext.Answers.ModelBody);
    }

    private static Failure NotServed(IReadOnlyList<ModelBody> models) =>
        new(FailureKind.ModelNotFound, $"The model is not served here; there is {string.Join(", ", models.Select(model => model.Id))}", "model");

    private ModelBody[] Models()
    {
        if (state.Current.Engine?.Backend.Identity is not { } identity || Names() is not { } names)
        {
            return [];
        }

        return [.. names.All.Select(name => Describe(name, identity))];
    }

    private static ModelBody Describe(string name, BackendIdentity identity) =>
        new(name, "model", identity.Created, identity.Organisation ?? "aegis", name == identity.ModelId ? null : identity.ModelId);

    private ModelNames? Names() =>
        state.Current.Engine is { } engine ? new ModelNames(engine.Backend.Identity, options.Model.Aliases) : null;
}
