using System.Globalization;
using Aegis.Gateway.Settings;
using k8s.Models;
using Microsoft.Extensions.Configuration;

namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>The environment that a container gets, as the kubelet computes it.</summary>
internal static class PodEnvironment
{
    /// <param name="container">The container.</param>
    /// <param name="secret">What the Secret holds under every key; null when there is no Secret.</param>
    public static Dictionary<string, string?> Of(V1Container container, string? secret) => container.Env
        .Select(variable => (variable.Name, Value: Value(variable, container, secret)))
        .Where(variable => variable.Value is not null)
        .ToDictionary(variable => variable.Name, variable => variable.Value);

    /// <summary>The same, as settings: the environment writes a colon as two underscores.</summary>
    public static IConfiguration Settings(V1Container container, string? secret) => new ConfigurationBuilder()
        .AddInMemoryCollection(Of(container, secret).Select(
            variable => KeyValuePair.Create(variable.Key.Replace("__", ":", StringComparison.Ordinal), variable.Value)))
        .Build();

    /// <summary>What the server makes of it; fails as its start would.</summary>
    public static AegisOptions OfServer(V1Container container, string? secret) => AegisOptions.Read(Settings(container, secret));

    /// <summary>What the gateway makes of it; fails as its start would.</summary>
    public static GatewayOptions OfGateway(V1Container container, string? secret) => GatewayOptions.Read(Settings(container, secret));

    private static string? Value(V1EnvVar variable, V1Container container, string? secret)
    {
        if (variable.ValueFrom is not { } source)
        {
            return variable.Value;
        }

        if (source.SecretKeyRef is { } key)
        {
            Assert.True(secret is not null || key.Optional is true, $"{variable.Name}: without the Secret the pod would not start");
            return secret;
        }

        return Resource(source.ResourceFieldRef, container.Resources);
    }

    // requests.cpu over its divisor, rounded up.
    private static string Resource(V1ResourceFieldSelector field, V1ResourceRequirements resources)
    {
        var name = field.Resource.Split('.', 2);
        var quantities = name[0] == "requests" ? resources.Requests : resources.Limits;
        return Math.Ceiling(quantities[name[1]].ToDecimal() / field.Divisor.ToDecimal()).ToString("0", CultureInfo.InvariantCulture);
    }
}
