using Aegis.EmbeddingServer.Api.Answers;
using Aegis.EmbeddingServer.Configuration;
using Aegis.EmbeddingServer.Serving;
using Aegis.Engine.Loading;

namespace Aegis.EmbeddingServer.Api.Models;

/// <summary><c>/v1/models</c> and <c>/v1/models/{id}</c>. The list is empty until a model is loaded, and if loading fails.</summary>
internal sealed class ModelsEndpoint(AegisOptions options, ServingState state, ErrorWriter errors)
{
    private static readonly Failure NoneServed = new(FailureKind.ModelNotFound, "No model is served here now; /health says why", "model");

    public Task ListAsync(HttpContext context)
    {
        var models = Identity() is { } identity ? Names(identity).All.Select(name => Describe(name, identity)) : [];
        return context.Response.WriteAsJsonAsync(new ModelListBody("list", [.. models]), ApiJsonContext.Answers.ModelListBody);
    }

    public Task GetAsync(HttpContext context, string id)
    {
        if (Identity() is not { } identity)
        {
            return errors.WriteAsync(context, NoneServed);
        }

        // An id may hold a slash, which some clients escape. A slash at the end is tolerated.
        var name = Uri.UnescapeDataString(id).TrimEnd('/');
        var names = Names(identity);
        if (!names.Accepts(name))
        {
            return errors.WriteAsync(context, names.NotServed);
        }

        // The one name that is accepted without being listed is the model's full id.
        var listed = names.All.Contains(name) ? name : identity.ModelId;
        return context.Response.WriteAsJsonAsync(Describe(listed, identity), ApiJsonContext.Answers.ModelBody);
    }

    private static ModelBody Describe(string name, ModelIdentity identity) =>
        new(name, "model", identity.Created, identity.Organisation ?? "aegis", name == identity.ModelId ? null : identity.ModelId);

    private ModelIdentity? Identity() => state.Current.Engine?.Model.Identity;

    private ModelNames Names(ModelIdentity identity) => new(identity, options.Model.Aliases);
}
