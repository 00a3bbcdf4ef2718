using System.Text.Json;
using k8s.Models;
using YamlDotNet.Core;

namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>The other tests stand on this: that a mistake in a file is one for <see cref="StrictYaml"/>.</summary>
public sealed class StrictYamlTests
{
    private const string Service = """
        apiVersion: v1
        kind: Service
        metadata:
          name: right
          labels:
            quoted: "1"
        spec:
          ports:
            - port: 8181
              targetPort: http
        """;

    [Fact]
    public void Object_WithoutMistake_IsRead()
    {
        var service = Assert.IsType<V1Service>(Assert.Single(StrictYaml.Objects(Service)));

        Assert.Equal("right", service.Name());
        Assert.Equal("http", service.Spec.Ports.Single().TargetPort.Value);
    }

    [Fact]
    public void Objects_OfOneFile_AreAllRead() => Assert.Equal(2, StrictYaml.Objects($"{Service}\n---\n{Service}").Count);

    [Theory]
    [InlineData("targetPort: http", "targetport: http")]
    [InlineData("metadata:", "metadata:\n  lables: {}")]
    [InlineData("spec:", "spec:\n  ports: []")]
    public void Field_MisspeltOrTwice_IsRefused(string right, string wrong) =>
        Assert.ThrowsAny<YamlException>(() => StrictYaml.Objects(Service.Replace(right, wrong, StringComparison.Ordinal)));

    [Theory]
    [InlineData("quoted: \"1\"", "quoted: 1")]
    [InlineData("quoted: \"1\"", "quoted: true")]
    [InlineData("name: right", "name: 1.5")]
    [InlineData("port: 8181", "port: \"8181\"")]
    public void Value_OfAnotherType_IsRefused(string right, string wrong) =>
        Assert.Throws<JsonException>(() => StrictYaml.Objects(Service.Replace(right, wrong, StringComparison.Ordinal)));

    [Fact]
    public void Kind_ThatDoesNotExist_IsRefused() =>
        Assert.Throws<KeyNotFoundException>(
            () => StrictYaml.Objects(Service.Replace("kind: Service", "kind: Servise", StringComparison.Ordinal)));

    [Theory]
    [InlineData("scrapetimeout: 10s")]
    [InlineData("interval: 30s")]
    public void ServiceMonitor_WithAMistake_IsRefused(string mistake) => Assert.ThrowsAny<YamlException>(() => StrictYaml.Objects($$"""
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata:
          name: wrong
        spec:
          selector: {}
          endpoints:
            - interval: 15s
              {{mistake}}
        """));

    [Fact]
    public void Kustomization_WithAMistake_IsRefused() => Assert.ThrowsAny<YamlException>(() => StrictYaml.One<Kustomization>("""
        kind: Kustomization
        resource: [base]
        """));
}
