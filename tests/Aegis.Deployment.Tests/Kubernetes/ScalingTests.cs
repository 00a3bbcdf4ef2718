using k8s.Models;

namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>What adds and takes away replicas has a Deployment, room to do so, and targets that mean something.</summary>
public sealed class ScalingTests
{
    private const string Autoscaled = "autoscaled";

    public static TheoryData<string> Sources => [Manifests.Files, Autoscaled];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Autoscaler_HasTheServerAsItsTarget(string source)
    {
        var (scaler, server) = Both(source);
        var target = scaler.Spec.ScaleTargetRef;

        Assert.Equal((server.ApiVersion, server.Kind, server.Name()), (target.ApiVersion, target.Kind, target.Name));
        Assert.InRange(scaler.Spec.MinReplicas!.Value, 2, scaler.Spec.MaxReplicas);
        // With a number of its own the Deployment would undo the autoscaler's at every apply.
        Assert.Null(server.Spec.Replicas);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Cpu_IsComparedWithARequest(string source)
    {
        var (scaler, server) = Both(source);
        var metric = Assert.Single(scaler.Spec.Metrics, metric => metric.Type == "Resource");

        Assert.Equal(("cpu", "Utilization"), (metric.Resource.Name, metric.Resource.Target.Type));
        Assert.InRange(metric.Resource.Target.AverageUtilization!.Value, 1, 100);
        Assert.All(server.Spec.Template.Spec.Containers, container => Assert.Contains("cpu", container.Resources.Requests.Keys));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Queue_ReachesItsTargetBeforeRequestsAreRefused(string source)
    {
        var (scaler, server) = Both(source);
        var target = Assert.Single(scaler.Spec.Metrics, metric => metric.Type == "Pods").Pods.Target;
        var workers = server.Spec.Template.Spec.Containers.Single().Resources.Requests["cpu"].ToInt32();
        var inBatches = workers * BatchLimits.Cpu.MaxPaddedTokens;
        var oneCallersShare = new AdmissionOptions().MaxQueuedTokens / 2;

        Assert.Equal("AverageValue", target.Type);
        // More than workers hold that are just busy, so that it is a queue; and less than one caller may fill.
        Assert.InRange(target.AverageValue.ToInt64(), inBatches + 1, oneCallersShare - 1);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Replicas_GoMoreSlowlyThanTheyCome(string source)
    {
        var behavior = Both(source).Scaler.Spec.Behavior;

        Assert.True(behavior.ScaleDown.StabilizationWindowSeconds > behavior.ScaleUp.StabilizationWindowSeconds);
        Assert.Equal(1, Assert.Single(behavior.ScaleDown.Policies).Value);
    }

    [Fact]
    public void OneNode_HasOneReplicaAndNothingThatWantsMore()
    {
        var manifests = Manifests.Of("one-node");

        Assert.Equal(1, manifests.Server.Spec.Replicas);
        Assert.Empty(manifests.All<V2HorizontalPodAutoscaler>());
        Assert.Empty(manifests.All<V1PodDisruptionBudget>());
        // A cluster without the operator does not know its kinds.
        Assert.Empty(manifests.All<ServiceMonitor>());
    }

    private static (V2HorizontalPodAutoscaler Scaler, V1Deployment Server) Both(string source)
    {
        var manifests = Manifests.Of(source);
        return (manifests.Named<V2HorizontalPodAutoscaler>("aegis-server"), manifests.Server);
    }
}
