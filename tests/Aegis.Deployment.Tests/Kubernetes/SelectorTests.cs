using System.Globalization;
using k8s.Models;

namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>What refers to something else by labels, names or ports finds it.</summary>
public sealed class SelectorTests
{
    public static TheoryData<string> Sources => Manifests.Sources;

    [Theory]
    [MemberData(nameof(Sources))]
    public void Deployments_SelectTheirOwnPods(string source)
    {
        var manifests = Manifests.Of(source);

        Assert.All(
            manifests.All<V1Deployment>(),
            deployment => Assert.Same(deployment, Selected(manifests, deployment.Spec.Selector.MatchLabels)));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Services_LeadToAPortOfTheirPods(string source)
    {
        var manifests = Manifests.Of(source);

        Assert.All(manifests.All<V1Service>(), service =>
        {
            var port = Assert.Single(service.Spec.Ports);
            var container = Assert.Single(Selected(manifests, service.Spec.Selector).Spec.Template.Spec.Containers);
            Assert.Equal(container.Ports.Single().Name, port.TargetPort.Value);
            Assert.Equal(container.Ports.Single().ContainerPort, port.Port);
        });
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Replicas_AreOfferedByAHeadlessService(string source)
    {
        var manifests = Manifests.Of(source);
        var replicas = manifests.Named<V1Service>("aegis-replicas");

        Assert.Equal("None", replicas.Spec.ClusterIP);
        Assert.Same(manifests.Server, Selected(manifests, replicas.Spec.Selector));
        Assert.Equal("ClusterIP", manifests.Named<V1Service>("aegis").Spec.Type);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void DisruptionBudgets_LetANodeBeDrained(string source)
    {
        var manifests = Manifests.Of(source);

        Assert.All(manifests.All<V1PodDisruptionBudget>(), budget =>
        {
            Selected(manifests, budget.Spec.Selector.MatchLabels);
            // A least number that must stay, with as many replicas, would hold up the drain for ever.
            Assert.Null(budget.Spec.MinAvailable);
            Assert.True(int.Parse(budget.Spec.MaxUnavailable.Value, CultureInfo.InvariantCulture) > 0);
        });
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void NetworkPolicies_OpenThePortAndNothingElse(string source)
    {
        var manifests = Manifests.Of(source);

        Assert.All(manifests.All<V1NetworkPolicy>(), policy =>
        {
            var port = Port(Selected(manifests, policy.Spec.PodSelector.MatchLabels));
            Assert.Equal(policy.Spec.Ingress is not null, policy.Spec.PolicyTypes.Contains("Ingress"));
            Assert.Equal(policy.Spec.Egress is not null, policy.Spec.PolicyTypes.Contains("Egress"));
            Assert.All(policy.Spec.Ingress ?? [], rule =>
            {
                // A rule without a list of peers, or with an empty selector, would be for everybody.
                Assert.NotEmpty(rule.FromProperty);
                Assert.All(rule.FromProperty, peer => Assert.NotEmpty((peer.NamespaceSelector ?? peer.PodSelector).MatchLabels));
                Assert.Equal([("TCP", port)], rule.Ports.Select(open => (open.Protocol, open.Port.Value)));
            });
        });
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Pods_AreAllBehindAPolicyForBothWays(string source)
    {
        var manifests = Manifests.Of(source);
        var closed = manifests.All<V1NetworkPolicy>()
            .Where(policy => policy.Spec.PolicyTypes.Order(StringComparer.Ordinal).SequenceEqual(["Egress", "Ingress"]))
            .Select(policy => Selected(manifests, policy.Spec.PodSelector.MatchLabels));

        Assert.Equal(
            manifests.All<V1Deployment>().Select(item => item.Name()).Order(StringComparer.Ordinal),
            closed.Select(item => item.Name()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Server_CallsNobody(string source) => Assert.Empty(Manifests.Of(source).Named<V1NetworkPolicy>("aegis-server").Spec.Egress);

    // One Deployment and no other: a Service that led to two would send requests to the wrong one.
    private static V1Deployment Selected(Manifests manifests, IDictionary<string, string> selector)
    {
        Assert.NotEmpty(selector);
        return Assert.Single(manifests.All<V1Deployment>(), deployment => selector.All(deployment.Spec.Template.Metadata.Labels.Contains));
    }

    private static string Port(V1Deployment deployment) =>
        deployment.Spec.Template.Spec.Containers.Single().Ports.Single().ContainerPort.ToString(CultureInfo.InvariantCulture);
}
