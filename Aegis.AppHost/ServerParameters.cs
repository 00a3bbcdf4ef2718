namespace Aegis.AppHost;

/// <summary>
/// Parameters of the graph: which model its server serves, and how. Set as <c>--Parameters:precision=fp32</c>, as
/// <c>Parameters__precision=fp32</c> in the environment, or in the dashboard; the server checks the values.
/// </summary>
internal static class ServerParameters
{
    private const string PrecisionKey = "Aegis:Model:Precision";
    private const string ProviderKey = "Aegis:Execution:Provider";
    private const string BackendKey = "Aegis:Backend";
    private const string DirectoryKey = "Aegis:Model:Directory";

    /// <summary>Adds the parameters, and hands their values to the server.</summary>
    public static IResourceBuilder<ProjectResource> WithServerParameters(this IResourceBuilder<ProjectResource> server)
    {
        var app = server.ApplicationBuilder;
        var folder = app.AddServerParameter("model-folder", DirectoryKey, string.Empty, InputType.Text, "A model's folder, relative to the root of the repository; without one, the model that comes with the server.");
        return server
            .WithEnvironment(Variable(PrecisionKey), app.AddChoice("precision", PrecisionKey, "Weights of the model; auto takes int8 where the CPU computes it rightly.", "auto", "int8", "fp32", "fp16"))
            .WithEnvironment(Variable(ProviderKey), app.AddChoice("provider", ProviderKey, "Where the model runs; auto takes the best that computes right vectors.", "auto", "cpu", "directml", "cuda"))
            .WithEnvironment(Variable(BackendKey), app.AddChoice("backend", BackendKey, "onnx runs the model; deterministic makes vectors from a hash of the text.", "onnx", "deterministic"))
            .WithEnvironment(context => SetFolderAsync(context, folder.Resource, app.AppHostDirectory));
    }

    private static IResourceBuilder<ParameterResource> AddChoice(this IDistributedApplicationBuilder app, string name, string key, string description, params string[] values) =>
        app.AddServerParameter(name, key, values[0], InputType.Choice, description, values);

    private static IResourceBuilder<ParameterResource> AddServerParameter(this IDistributedApplicationBuilder app, string name, string key, string value, InputType type, string description, params string[] values) => app
        .AddParameter(name, new SettingDefault(app.Configuration, key, value))
        .WithDescription(description)
        .WithCustomInput(parameter => new InteractionInput
        {
            Name = parameter.Name,
            Label = parameter.Name,
            Description = $"{description} The server takes it when it starts again.",
            InputType = type,
            Options = [.. values.Select(choice => KeyValuePair.Create(choice, choice))],
        });

    // An empty folder would be a mistake of configuration. `dotnet run` moves to the AppHost's folder before it starts
    // it: the folder that the user is in is not known here, so that a relative path has to be of a fixed one.
    private static async Task SetFolderAsync(EnvironmentCallbackContext context, ParameterResource folder, string appHostDirectory)
    {
        if (await folder.GetValueAsync(context.CancellationToken) is { Length: > 0 } path)
        {
            context.EnvironmentVariables[Variable(DirectoryKey)] = Path.GetFullPath(Path.Combine(appHostDirectory, "..", path));
        }
    }

    private static string Variable(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
