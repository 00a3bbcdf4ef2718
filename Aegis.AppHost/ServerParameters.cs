namespace Aegis.AppHost;

/// <summary>
/// Parameters of the graph: the model of its servers, and how they run it. Set as <c>--Parameters:precision=fp32</c>, as
/// <c>Parameters__precision=fp32</c> in the environment, or in the dashboard. The server checks the values.
/// </summary>
internal sealed class ServerParameters
{
    private const string PrecisionKey = "Aegis:Model:Precision";
    private const string ProviderKey = "Aegis:Execution:Provider";
    private const string BackendKey = "Aegis:Backend";
    private const string DirectoryKey = "Aegis:Model:Directory";

    private readonly IDistributedApplicationBuilder _app;
    private readonly IResourceBuilder<ParameterResource> _folder;
    private readonly IResourceBuilder<ParameterResource> _precision;
    private readonly IResourceBuilder<ParameterResource> _provider;
    private readonly IResourceBuilder<ParameterResource> _backend;

    /// <summary>Adds the parameters to the graph, once for all servers.</summary>
    public ServerParameters(IDistributedApplicationBuilder app)
    {
        _app = app;
        var folder = "A model's folder, relative to the root of the repository. Empty: the model that comes with the server.";
        var precision = "Weights of the model. auto: int8 if the CPU computes correct vectors with it.";
        var provider = "Where the model runs. auto: the best provider that computes correct vectors.";
        var backend = "onnx runs the model. deterministic makes vectors from a hash of the text.";
        _folder = Add("model-folder", DirectoryKey, string.Empty, InputType.Text, folder);
        _precision = AddChoice("precision", PrecisionKey, precision, "auto", "int8", "fp32", "fp16");
        _provider = AddChoice("provider", ProviderKey, provider, "auto", "cpu", "directml", "cuda");
        _backend = AddChoice("backend", BackendKey, backend, "onnx", "deterministic");
    }

    /// <summary>Passes the values to a server.</summary>
    public IResourceBuilder<ProjectResource> HandTo(IResourceBuilder<ProjectResource> server) => server
        .WithEnvironment(Variable(PrecisionKey), _precision)
        .WithEnvironment(Variable(ProviderKey), _provider)
        .WithEnvironment(Variable(BackendKey), _backend)
        .WithEnvironment(context => SetFolderAsync(context, _folder.Resource, _app.AppHostDirectory));

    private IResourceBuilder<ParameterResource> AddChoice(string name, string key, string description, params string[] values) =>
        Add(name, key, values[0], InputType.Choice, description, values);

    private IResourceBuilder<ParameterResource> Add(
        string name, string key, string value, InputType type, string description, params string[] values) => _app
        .AddParameter(name, new SettingDefault(_app.Configuration, key, value))
        .WithDescription(description)
        .WithCustomInput(parameter => new InteractionInput
        {
            Name = parameter.Name,
            Label = parameter.Name,
            Description = $"{description} Takes effect at the next start of the server.",
            InputType = type,
            Options = [.. values.Select(choice => KeyValuePair.Create(choice, choice))],
        });

    // The server refuses an empty folder. `dotnet run` changes to the AppHost's folder, so the user's current folder is
    // unknown here, and a relative path needs another base.
    private static async Task SetFolderAsync(EnvironmentCallbackContext context, ParameterResource folder, string appHostDirectory)
    {
        if (await folder.GetValueAsync(context.CancellationToken) is { Length: > 0 } path)
        {
            context.EnvironmentVariables[Variable(DirectoryKey)] = Path.GetFullPath(Path.Combine(appHostDirectory, "..", path));
        }
    }

    private static string Variable(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
