using Aegis.Gateway;
using Aegis.Gateway.Settings;
using Aegis.ServiceDefaults;
using k8s.Models;

namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>With the component gateway clients reach the gateways, those the replicas, and nobody else does.</summary>
public sealed class GatewayTests
{
    private const string Autoscaled = "autoscaled";

    private const string Component = "app.kubernetes.io/component";

    public static TheoryData<string> Sources => [Manifests.Files, Autoscaled];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Servers_OfTheGateway_AreTheReplicas(string source)
    {
        var manifests = Manifests.Of(source);
        var replicas = manifests.Named<V1Service>("aegis-replicas");

        Assert.Equal(
            $"http://{replicas.Name()}:{replicas.Spec.Ports.Single().Port}",
            Variable(Gateway(manifests), "Aegis__Gateway__Servers__0").Value);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Settings_AreTakenByTheGateway(string source)
    {
        var options = PodEnvironment.OfGateway(Gateway(Manifests.Of(source)).Spec.Template.Spec.Containers.Single(), "one-key,another-key");

        Assert.Equal(["one-key", "another-key"], options.Api.Keys);
        Assert.Equal(["http://aegis-replicas:8181"], options.Gateway.Servers);
    }

    // The pause before it, all that a server may take, the moment after that, and telemetry.
    [Theory]
    [MemberData(nameof(Sources))]
    public void GracePeriod_FitsTheDrain(string source)
    {
        var pod = Gateway(Manifests.Of(source)).Spec.Template.Spec;
        var pause = TimeSpan.FromSeconds(pod.Containers.Single().Lifecycle.PreStop.Sleep.Seconds);

        Assert.InRange(
            TimeSpan.FromSeconds(pod.TerminationGracePeriodSeconds!.Value),
            pause + GatewayHost.ShutdownTime(new ReplicaOptions()) + TimeSpan.FromMilliseconds(TelemetryShutdown.LimitMilliseconds),
            TimeSpan.FromMinutes(1));
    }

    // What the gateway lets through the servers must not refuse.
    [Theory]
    [MemberData(nameof(Sources))]
    public void Keys_AreThoseOfTheServers(string source)
    {
        var manifests = Manifests.Of(source);
        var (gateway, server) = (KeysOf(Gateway(manifests)), KeysOf(manifests.Server));

        Assert.Equal((server.Name, server.Key, server.Optional), (gateway.Name, gateway.Key, gateway.Optional));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Egress_OfTheGateway_IsToServersAndNames(string source)
    {
        var egress = Manifests.Of(source).Named<V1NetworkPolicy>("aegis-gateway").Spec.Egress;

        Assert.Equal(2, egress.Count);
        Assert.Equal("server", egress[0].To.Single().PodSelector.MatchLabels[Component]);
        Assert.All(egress[1].Ports, port => Assert.Equal("53", port.Port.Value));
        Assert.Equal(["TCP", "UDP"], egress[1].Ports.Select(port => port.Protocol).Order(StringComparer.Ordinal));
        Assert.Equal("kube-system", egress[1].To.Single().NamespaceSelector.MatchLabels["kubernetes.io/metadata.name"]);
    }

    [Fact]
    public void Clients_ReachTheGatewayAlone()
    {
        var manifests = Manifests.Of(Autoscaled);
        var ingress = Assert.Single(manifests.Named<V1NetworkPolicy>("aegis-server").Spec.Ingress);

        Assert.Equal("gateway", manifests.Named<V1Service>("aegis").Spec.Selector[Component]);
        var peer = Assert.Single(ingress.FromProperty);
        Assert.Null(peer.NamespaceSelector);
        Assert.Equal("gateway", peer.PodSelector.MatchLabels[Component]);
    }

    private static V1Deployment Gateway(Manifests manifests) => manifests.Named<V1Deployment>("aegis-gateway");

    private static V1SecretKeySelector KeysOf(V1Deployment deployment) => Variable(deployment, "Aegis__Api__Keys").ValueFrom.SecretKeyRef;

    private static V1EnvVar Variable(V1Deployment deployment, string name) =>
        deployment.Spec.Template.Spec.Containers.Single().Env.Single(variable => variable.Name == name);
}
