using System.Net;
using Aegis.ServiceDefaults;
using k8s.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>The server, started with the settings of its container, answers what probes, Prometheus and the autoscaler ask.</summary>
public sealed class ServedTests
{
    private const string Key = "some-key";

    [Fact]
    public async Task Probes_OfTheContainer_AreAnsweredWithoutAKey()
    {
        await using var app = await StartAsync();
        using var client = Client(app);
        V1Probe[] probes = [Container.StartupProbe, Container.ReadinessProbe, Container.LivenessProbe];

        foreach (var probe in probes)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(probe.HttpGet.Path, UriKind.Relative))).StatusCode);
        }
    }

    [Fact]
    public async Task Metric_OfTheAutoscaler_IsAGaugeThatPrometheusReads()
    {
        await using var app = await StartAsync();
        using var client = Client(app);
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);

        var monitor = Manifests.Of(Manifests.Files).Named<ServiceMonitor>("aegis-server");
        var lines = (await client.GetStringAsync(new Uri(monitor.Spec.Endpoints.Single().Path!, UriKind.Relative))).Split('\n');

        // A counter would need a rate in the adapter's rule.
        Assert.Contains($"# TYPE {ScaledMetric} gauge", lines);
        Assert.Contains(lines, line => line.StartsWith(ScaledMetric + "{", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_OfAServerWithKeys_WantOne()
    {
        await using var app = await StartAsync();
        using var client = Client(app);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri(MetricsDefaults.Path, UriKind.Relative))).StatusCode);
    }

    [Theory]
    [InlineData(Manifests.Files)]
    [InlineData("autoscaled")]
    public void ServiceMonitor_FindsEachReplicaOnce(string source)
    {
        var manifests = Manifests.Of(source);
        var monitor = manifests.Named<ServiceMonitor>("aegis-server");
        var service = Assert.Single(
            manifests.All<V1Service>(),
            service => monitor.Spec.Selector.MatchLabels.All(service.Metadata.Labels.Contains));
        var endpoint = Assert.Single(monitor.Spec.Endpoints);

        Assert.Equal((MetricsDefaults.Path, service.Spec.Ports.Single().Name), (endpoint.Path, endpoint.Port));
        Assert.Equal(manifests.Server.Spec.Selector.MatchLabels, service.Spec.Selector);
        Assert.Contains(monitor.Spec.JobLabel!, service.Metadata.Labels.Keys);
    }

    // The patch replaces the whole list, so it must say everything again.
    [Fact]
    public void MetricsKey_ChangesOnlyTheAuthorization()
    {
        var patch = Assert.IsType<ServiceMonitor>(Assert.Single(StrictYaml.Objects(
            File.ReadAllText(Path.Combine(KubernetesFolder.Root, "components", "metrics-key", "patch-servicemonitor.yaml")))));
        var endpoint = patch.Spec.Endpoints.Single();
        var secret = Container.Env.Single(variable => variable.ValueFrom?.SecretKeyRef is not null).ValueFrom.SecretKeyRef;

        Assert.Equal(
            Manifests.Of(Manifests.Files).Named<ServiceMonitor>("aegis-server").Spec.Endpoints.Single(),
            endpoint with { Authorization = null });
        Assert.Equal(("Bearer", secret.Name), (endpoint.Authorization!.Type, endpoint.Authorization.Credentials!.Name));
        // One key, not the list of all.
        Assert.NotEqual(secret.Key, endpoint.Authorization.Credentials.Key);
    }

    [Fact]
    public void Adapter_OffersTheMetricOfTheAutoscaler()
    {
        var file = Assert.Single(Directory.GetFiles(KubernetesFolder.Examples));
        var rule = Assert.Single(StrictYaml.One<AdapterValues>(File.ReadAllText(file)).Rules.Custom);

        Assert.StartsWith(ScaledMetric + "{", rule.SeriesQuery, StringComparison.Ordinal);
        Assert.Equal(["namespace", "pod"], rule.Resources.Overrides.Keys.Order(StringComparer.Ordinal));
        Assert.All(rule.Resources.Overrides, label => Assert.Equal(label.Key, label.Value.Resource));
        Assert.All(
            ["<<.Series>>", "<<.LabelMatchers>>", "<<.GroupBy>>"],
            part => Assert.Contains(part, rule.MetricsQuery, StringComparison.Ordinal));
    }

    private static string ScaledMetric => Manifests.Of(Manifests.Files).All<V2HorizontalPodAutoscaler>().Single()
        .Spec.Metrics.Single(metric => metric.Type == "Pods").Pods.Metric.Name;

    private static V1Container Container => Manifests.Of(Manifests.Files).Server.Spec.Template.Spec.Containers.Single();

    // On a free port, and without a model, which no name depends on.
    private static async Task<WebApplication> StartAsync()
    {
        var settings = PodEnvironment.Of(Container, Key).Where(variable => variable.Key.Contains("__", StringComparison.Ordinal));
        string[] args =
        [
            .. settings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}"),
            "--Aegis:Backend=deterministic",
            "--urls=http://127.0.0.1:0",
        ];
        var app = EmbeddingServerHost.Build(args, builder => builder.Logging.ClearProviders());
        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.Services.GetServices<IHostedService>().OfType<ModelHost>().Single().ExecuteTask!;
        return app;
    }

    private static HttpClient Client(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new() { BaseAddress = new Uri(addresses.Single()) };
    }
}
