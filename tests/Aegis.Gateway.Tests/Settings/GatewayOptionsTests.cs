using System.Reflection;
using Aegis.Gateway.Settings;
using Microsoft.Extensions.Configuration;

namespace Aegis.Gateway.Tests.Settings;

public sealed class GatewayOptionsTests
{
    [Theory]
    [InlineData("Aegis:Gateway:Servers", "", "names no server")]
    [InlineData("Aegis:Gateway:Servers", "127.0.0.1:8181", "'127.0.0.1:8181'")]
    [InlineData("Aegis:Gateway:Servers", "http://a,ftp://b", "'ftp://b'")]
    [InlineData("Aegis:Gateway:Servers", "http://a/v1", "'http://a/v1'")]
    [InlineData("Aegis:Gateway:Servers", "http://a/#one", "'http://a/#one'")]
    [InlineData("Aegis:Gateway:Servers", "http://a:1,http://A:1", "twice")]
    [InlineData("Aegis:Gateway:Servers", "http://a,http://a/", "twice")]
    [InlineData("Aegis:Gateway:Servers", "http://a,http://a:80", "twice")]
    [InlineData("Aegis:Gateway:RequestTimeLimit", "soon", "hh:mm:ss")]
    [InlineData("Aegis:Gateway:RequestTimeLimit", "00:00:00", "Aegis:Gateway:RequestTimeLimit")]
    [InlineData("Aegis:Gateway:HealthInterval", "1.00:00:00", "Aegis:Gateway:HealthInterval")]
    [InlineData("Aegis:Gateway:HealthTimeLimit", "00:00:50", "must be longer")]
    [InlineData("Aegis:Gateway:Typo", "1", "Aegis:Gateway:Typo is not a setting")]
    [InlineData("Aegis:Typo", "1", "Aegis:Typo is not a setting")]
    [InlineData("Aegis:Api:Typo", "1", "Aegis:Api:Typo is not a setting")]
    [InlineData("Aegis:Api:Keys", "", "Aegis:Api:Keys")]
    public void Setting_ThatIsWrong_IsNamed(string key, string value, string said)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Read((key, value)));

        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
        Assert.Contains(key, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.2:8181")]
    [InlineData("http://[::1]:8181,http://localhost:8182,http://127.1.2.3:8183")]
    public void Servers_OnLoopback_AreTaken(string servers) =>
        Assert.Equal(servers.Split(','), Read(("Aegis:Gateway:Servers", servers)).Gateway.Servers);

    // The same check as of the server, with the gateway's own addresses.
    [Theory]
    [InlineData("urls", "http://locahost:8180")]
    [InlineData("urls", "http://127.0.0.l:8180")]
    [InlineData("Kestrel:Endpoints:Main:Url", "http://localhost.:8180")]
    public void Address_WithANameForItsHost_StopsTheStart(string key, string value)
    {
        var exception = Assert.Throws<ConfigurationException>(
            () => GatewayHost.Build(["--Aegis:Gateway:Servers=http://127.0.0.1:8181", $"--{key}={value}"]));

        Assert.Contains($"'{value}' has the host", exception.Message, StringComparison.Ordinal);
        Assert.Contains(key, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_OfBoth_MayStandInOneEnvironment()
    {
        (string, string)[] both =
        [
            ("Aegis:Gateway:Servers", "http://a"), ("Aegis:Api:Keys", "secret"), ("Aegis:Api:MaxInputs", "3"),
            ("Aegis:Backend", "deterministic"), ("Aegis:Model:Precision", "fp32"),
        ];

        Assert.Equal(["secret"], Read(both).Api.Keys);
        Assert.Equal(["secret"], AegisOptions.Read(Configuration(both)).Api.Keys);
    }

    // Each service skips exactly the settings that only the other one has.
    [Fact]
    public void SettingsOfOneService_AreThoseThatTheOtherOneSkips()
    {
        string[] server = [.. SharedGroups(typeof(AegisOptions))];
        string[] gateway = [.. SharedGroups(typeof(GatewayOptions))];

        Assert.Equal(server.Except(gateway).Order(StringComparer.Ordinal), AegisSection.OfServer.Order(StringComparer.Ordinal));
        Assert.Equal(gateway.Except(server), AegisSection.OfGateway);
    }

    private static IEnumerable<string> SharedGroups(Type options) =>
    [
        .. Names(options, "Aegis"),
        .. Names(options.GetProperty("Api")!.PropertyType, "Aegis:Api"),
        .. Names(options.GetProperty("Telemetry")!.PropertyType, "Aegis:Telemetry"),
    ];

    private static IEnumerable<string> Names(Type options, string path) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => $"{path}:{property.Name}");

    private static GatewayOptions Read(params (string Key, string Value)[] settings) => GatewayOptions.Read(Configuration(settings));

    private static IConfiguration Configuration((string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
}
