using System.Globalization;
using k8s.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Console;

namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>Each variable of the server's container is one that the server knows, with a value that it takes.</summary>
public sealed class EnvironmentTests
{
    private const string Keys = "one-key,another-key";

    // Checked by the runtime, which says nothing of names that it does not know.
    private static readonly string[] OfTheRuntime = ["ASPNETCORE_URLS", "DOTNET_PROCESSOR_COUNT"];

    private static readonly string[] OfTheConsole = [nameof(ConsoleLoggerOptions.FormatterName), "FormatterOptions"];

    public static TheoryData<string> Sources => Manifests.Sources;

    [Theory]
    [MemberData(nameof(Sources))]
    public void Settings_AreTakenByTheServer(string source)
    {
        var container = Server(source);
        var options = PodEnvironment.OfServer(container, Keys);

        Assert.Equal(container.Resources.Requests["cpu"].ToInt32(), options.Execution.Workers);
        Assert.Equal(Keys.Split(','), options.Api.Keys);
        Assert.True(options.Model.ExitOnFailure);
        Assert.Contains(container.VolumeMounts, mount => mount.MountPath == options.Model.StateDirectory);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Secret_ThatIsNotThere_MeansNoKeys(string source) =>
        Assert.Empty(PodEnvironment.OfServer(Server(source), secret: null).Api.Keys);

    [Theory]
    [MemberData(nameof(Sources))]
    public void Address_IsThePortOnEveryInterface(string source) => Assert.All(Containers(source), container =>
    {
        var address = new Uri(PodEnvironment.Of(container, Keys)["ASPNETCORE_URLS"]!);
        Assert.Equal(("http", "0.0.0.0", container.Ports.Single().ContainerPort), (address.Scheme, address.Host, address.Port));
    });

    [Theory]
    [MemberData(nameof(Sources))]
    public void Runtime_SeesAsManyProcessorsAsThereAreWorkers(string source)
    {
        var environment = PodEnvironment.Of(Server(source), Keys);

        Assert.Equal(environment["Aegis__Execution__Workers"], environment["DOTNET_PROCESSOR_COUNT"]);
    }

    // The framework passes over names that it does not know.
    [Theory]
    [MemberData(nameof(Sources))]
    public void Logging_IsJsonWithTheIdOfTheRequest(string source) => Assert.All(Containers(source), container =>
    {
        var logging = PodEnvironment.Settings(container, Keys).GetSection("Logging");
        var console = logging.GetSection("Console");
        var format = console.GetSection("FormatterOptions")
            .Get<JsonConsoleFormatterOptions>(binder => binder.ErrorOnUnknownConfiguration = true)!;

        Assert.Equal(["Console"], logging.GetChildren().Select(section => section.Key));
        Assert.All(console.GetChildren(), section => Assert.Contains(section.Key, OfTheConsole));
        Assert.Equal(ConsoleFormatterNames.Json, console[nameof(ConsoleLoggerOptions.FormatterName)]);
        Assert.True(format.IncludeScopes);
    });

    // Patches too, so that a component that no overlay uses is checked as well.
    [Fact]
    public void Names_AreOfTheServerItsFrameworkOrItsDocuments()
    {
        var telemetry = KubernetesFolder.Document("docs", "telemetry.md");
        var variables = KubernetesFolder.ObjectFiles.SelectMany(file => StrictYaml.Objects(File.ReadAllText(file))).OfType<V1Deployment>()
            .Where(deployment => deployment.Name() == "aegis-server")
            .SelectMany(deployment => deployment.Spec.Template.Spec.Containers)
            .SelectMany(container => container.Env ?? []);

        Assert.All(variables, variable => Assert.True(
            variable.Name.StartsWith("Aegis__", StringComparison.Ordinal)
            || variable.Name.StartsWith("Logging__", StringComparison.Ordinal)
            || OfTheRuntime.Contains(variable.Name)
            || telemetry.Contains($"`{variable.Name}`", StringComparison.Ordinal),
            $"{variable.Name} is not a variable of the server"));
    }

    [Fact]
    public void Workers_OfAPartOfACpu_AreRoundedUp()
    {
        var cores = new V1ResourceFieldSelector { Resource = "requests.cpu", Divisor = new ResourceQuantity("1") };
        var container = new V1Container
        {
            Name = "any",
            Env = [new V1EnvVar { Name = "Workers", ValueFrom = new V1EnvVarSource { ResourceFieldRef = cores } }],
            Resources = new V1ResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("1500m") } },
        };

        Assert.Equal(2, int.Parse(PodEnvironment.Of(container, secret: null)["Workers"]!, CultureInfo.InvariantCulture));
    }

    private static IEnumerable<V1Container> Containers(string source) =>
        Manifests.Of(source).All<V1Deployment>().SelectMany(deployment => deployment.Spec.Template.Spec.Containers);

    private static V1Container Server(string source) => Manifests.Of(source).Server.Spec.Template.Spec.Containers.Single();
}
