namespace Aegis.AppHost.Tests;

/// <summary>The graph's parameters become the server's settings. The graph does not start.</summary>
public sealed class ParameterTests
{
    private const string Directory = "Aegis__Model__Directory";

    [Fact]
    public async Task Parameters_NotGiven_AreTheServersDefaults()
    {
        var settings = await SettingsAsync();

        Assert.Equal(
            ("auto", "auto", "onnx"),
            (settings["Aegis__Model__Precision"], settings["Aegis__Execution__Provider"], settings["Aegis__Backend"]));
        Assert.DoesNotContain(Directory, settings.Keys);
    }

    [Fact]
    public async Task Parameters_Given_ReachTheServer()
    {
        var settings = await SettingsAsync(
            "--Parameters:precision=fp32", "--Parameters:provider=cpu", "--Parameters:backend=deterministic");

        Assert.Equal(
            ("fp32", "cpu", "deterministic"),
            (settings["Aegis__Model__Precision"], settings["Aegis__Execution__Provider"], settings["Aegis__Backend"]));
    }

    [Fact]
    public async Task ModelFolder_Relative_IsOfTheRepository()
    {
        var settings = await SettingsAsync("--Parameters:model-folder=models/all-MiniLM-L6-v2");

        Assert.True(File.Exists(Path.Combine(settings[Directory]!, "manifest.json")), settings[Directory]);
    }

    [Fact]
    public async Task ModelFolder_Absolute_StaysAsItIs()
    {
        var folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "a model"));

        Assert.Equal(folder, (await SettingsAsync("--Parameters:model-folder=" + folder))[Directory]);
    }

    // The default of a parameter does not undo a setting of the server that the graph was started with.
    [Fact]
    public async Task Parameter_NotGivenButTheServersSetting_IsThatSetting()
    {
        var settings = await SettingsAsync("--Aegis:Model:Precision=int8", "--Aegis:Execution:Provider=cpu", "--Parameters:provider=auto");

        Assert.Equal(("int8", "auto"), (settings["Aegis__Model__Precision"], settings["Aegis__Execution__Provider"]));
    }

    // Only these variables: others wait for endpoints, which exist after a start.
    private static async Task<Dictionary<string, string?>> SettingsAsync(params string[] args)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Aegis_AppHost>(args, deadline.Token);
        var server = builder.Resources.OfType<ProjectResource>().Single(resource => resource.Name == "embeddings");
        var context = new EnvironmentCallbackContext(builder.ExecutionContext, server, cancellationToken: deadline.Token);
        foreach (var annotation in server.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
        {
            await annotation.Callback(context);
        }

        var settings = new Dictionary<string, string?>();
        var ours = context.EnvironmentVariables.Where(variable => variable.Key.StartsWith("Aegis__", StringComparison.Ordinal));
        foreach (var (name, value) in ours)
        {
            settings[name] = value is IValueProvider provider ? await provider.GetValueAsync(deadline.Token) : value.ToString();
        }

        return settings;
    }
}
