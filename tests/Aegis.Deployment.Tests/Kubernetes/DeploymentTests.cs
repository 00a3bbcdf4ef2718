using Aegis.ServiceDefaults;
using k8s.Models;

namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>Each container is hardened and probed; what the server's has of memory and time fits the code.</summary>
public sealed class DeploymentTests
{
    // docs/perf/embeddings-baseline-2026-11-26.md: fp32, which holds more than int8.
    private const long MeasuredPeak = 272_000_000;

    private const int WidthOfBundledModel = 384;

    public static TheoryData<string> Sources => Manifests.Sources;

    [Theory]
    [MemberData(nameof(Sources))]
    public void Pods_AreHardened(string source) => Assert.All(Pods(source), pod =>
    {
        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.Equal((1654, 1654), (pod.SecurityContext.RunAsUser, pod.SecurityContext.RunAsGroup));
        Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
        Assert.False(pod.AutomountServiceAccountToken);
        Assert.False(pod.EnableServiceLinks);
        Assert.All(pod.Containers, container =>
        {
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.Null(container.SecurityContext.Capabilities.Add);
        });
    });

    [Theory]
    [MemberData(nameof(Sources))]
    public void Volumes_AreBoundedMountedAndAllThatCanBeWritten(string source) => Assert.All(Pods(source), pod =>
    {
        Assert.All(pod.Volumes, volume => Assert.True(volume.EmptyDir.SizeLimit.ToInt64() > 0));
        Assert.All(
            pod.Containers,
            container => Assert.Equal(pod.Volumes.Select(volume => volume.Name), container.VolumeMounts.Select(mount => mount.Name)));
        Assert.All(pod.Containers, container => Assert.Contains(container.VolumeMounts, mount => mount.MountPath == "/tmp"));
    });

    [Theory]
    [MemberData(nameof(Sources))]
    public void Probes_AskTheRoutesOfTheCode(string source) => Assert.All(Pods(source).SelectMany(pod => pod.Containers), container =>
    {
        Assert.Equal(HealthDefaults.ReadinessPath, container.ReadinessProbe.HttpGet.Path);
        Assert.Equal(HealthDefaults.LivenessPath, container.LivenessProbe.HttpGet.Path);
        var port = Assert.Single(container.Ports).Name;
        Assert.All(
            [container.StartupProbe, container.ReadinessProbe, container.LivenessProbe],
            probe => Assert.Equal(port, probe.HttpGet.Port.Value));
        // Whoever is only busy is taken out of the rotation, and not restarted.
        Assert.True(Patience(container.LivenessProbe) > Patience(container.ReadinessProbe));
    });

    // The start is over when vectors are proven right, not when the process answers.
    [Theory]
    [MemberData(nameof(Sources))]
    public void Start_OfTheServer_LastsUntilItIsReady(string source) =>
        Assert.Equal(HealthDefaults.ReadinessPath, Server(source).StartupProbe.HttpGet.Path);

    [Theory]
    [MemberData(nameof(Sources))]
    public void Update_NeverHasFewerReplicasThanBefore(string source) => Assert.All(Manifests.Of(source).All<V1Deployment>(), deployment =>
    {
        var update = deployment.Spec.Strategy.RollingUpdate;
        Assert.Equal(("RollingUpdate", "0", "1"), (deployment.Spec.Strategy.Type, update.MaxUnavailable.Value, update.MaxSurge.Value));
        // A start that takes as long as the probe allows is not yet a roll-out that failed.
        Assert.All(
            deployment.Spec.Template.Spec.Containers,
            container => Assert.True(deployment.Spec.ProgressDeadlineSeconds > Patience(container.StartupProbe)));
    });

    [Theory]
    [MemberData(nameof(Sources))]
    public void GracePeriod_FitsTheDrain(string source)
    {
        var pod = Manifests.Of(source).Server.Spec.Template.Spec;
        var withdrawn = TimeSpan.FromSeconds(pod.Containers.Single().Lifecycle.PreStop.Sleep.Seconds);
        var grace = TimeSpan.FromSeconds(pod.TerminationGracePeriodSeconds!.Value);
        var stop = EmbeddingServerHost.ShutdownTime + TimeSpan.FromMilliseconds(TelemetryShutdown.LimitMilliseconds);

        Assert.True(withdrawn > TimeSpan.Zero);
        Assert.InRange(grace, withdrawn + stop + TimeSpan.FromSeconds(2), withdrawn + (2 * stop));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Memory_HoldsWhatTheBoundsOfTheCodeAllow(string source)
    {
        var resources = Server(source).Resources;
        var defaults = (Api: new ApiOptions(), Admission: new AdmissionOptions());
        var bodies = BodyGate.LargestBodies * (long)defaults.Api.MaxBodyBytes;
        var texts = sizeof(char) * bodies;
        // Queued ones, and twice as many that wait for slow callers.
        var vectors = 3L * defaults.Admission.MaxQueuedInputs * WidthOfBundledModel * sizeof(float);

        Assert.InRange(resources.Limits["memory"].ToInt64(), MeasuredPeak + bodies + texts + vectors, long.MaxValue);
        Assert.InRange(resources.Requests["memory"].ToInt64(), MeasuredPeak, resources.Limits["memory"].ToInt64());
    }

    // The default number of workers counts the node's cores, and a quota stops workers and web server alike.
    [Theory]
    [MemberData(nameof(Sources))]
    public void Cpu_IsRequestedWholeAndNotLimited(string source)
    {
        var resources = Server(source).Resources;

        Assert.DoesNotContain("cpu", resources.Limits.Keys);
        Assert.Equal(0, resources.Requests["cpu"].ToDecimal() % 1);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Spread_IsOverNodesAndZones(string source) => Assert.All(Manifests.Of(source).All<V1Deployment>(), deployment =>
    {
        var spread = deployment.Spec.Template.Spec.TopologySpreadConstraints;
        Assert.Equal(["kubernetes.io/hostname", "topology.kubernetes.io/zone"], spread.Select(constraint => constraint.TopologyKey));
        Assert.All(spread, constraint => Assert.Equal(deployment.Spec.Selector.MatchLabels, constraint.LabelSelector.MatchLabels));
        // Where nodes have no zones, or there is one node, pods run all the same.
        Assert.All(spread, constraint => Assert.Equal(("ScheduleAnyway", 1), (constraint.WhenUnsatisfiable, constraint.MaxSkew)));
    });

    private static V1Container Server(string source) => Manifests.Of(source).Server.Spec.Template.Spec.Containers.Single();

    private static IEnumerable<V1PodSpec> Pods(string source) =>
        Manifests.Of(source).All<V1Deployment>().Select(deployment => deployment.Spec.Template.Spec);

    // Seconds until a probe that fails has an effect.
    private static int? Patience(V1Probe probe) => probe.PeriodSeconds * probe.FailureThreshold;
}
