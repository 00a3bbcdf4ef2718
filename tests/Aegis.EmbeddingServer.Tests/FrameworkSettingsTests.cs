using Aegis.ServiceDefaults.Settings;
using Microsoft.Extensions.Configuration;

namespace Aegis.EmbeddingServer.Tests;

/// <summary>Settings of ASP.NET Core: a wrong value stops the start, and the message has the key and the values that are right.</summary>
public sealed class FrameworkSettingsTests
{
    private const string Levels = "must be Trace, Debug, Information, Warning, Error, Critical or None, not";
    private const string Urls = "urls (--urls, ASPNETCORE_URLS or Urls of a settings file) must be like http://127.0.0.1:8181";

    private const string Hosts =
        "which is none of: localhost, an IP address such as 127.0.0.1 or [::1], or for every address * (also +, 0.0.0.0, [::])";

    [Theory]
    [InlineData("Logging:LogLevel:Default", "warn", $"Logging:LogLevel:Default {Levels} 'warn'")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore", "info", $"Logging:LogLevel:Microsoft.AspNetCore {Levels} 'info'")]
    [InlineData("Logging:Console:LogLevel:Default", "verbose", $"Logging:Console:LogLevel:Default {Levels} 'verbose'")]
    [InlineData("Logging:EventLog:LogLevel:Aegis", "7", $"Logging:EventLog:LogLevel:Aegis {Levels} '7'")]
    [InlineData("logging:loglevel:default", "Debug,Error", "loglevel:default must be Trace, Debug,")]
    [InlineData("Logging:LogLevel", "warn", "Logging:LogLevel is a group of settings: Logging:LogLevel:Default sets the level")]
    [InlineData("Logging:Console:LogLevel", "Debug", "Logging:Console:LogLevel is a group of settings")]
    [InlineData("Logging:Console:FormatterName", "text", "Logging:Console:FormatterName must be simple, systemd or json, not 'text'")]
    [InlineData("Logging:Console:LogToStandardErrorThreshold", "all", $"Logging:Console:LogToStandardErrorThreshold {Levels} 'all'")]
    [InlineData("Logging:Console:QueueFullMode", "Drop", "Logging:Console:QueueFullMode must be Wait or DropWrite, not 'Drop'")]
    [InlineData("Logging:Console:MaxQueueLength", "0", "Logging:Console:MaxQueueLength must be a whole number, at least 1, not '0'")]
    [InlineData("Logging:Console:FormatterOptions:IncludeScopes", "yes", "IncludeScopes must be true or false, not 'yes'")]
    [InlineData("Logging:Console:FormatterOptions:TimestampFormat", "%", "TimestampFormat must be a .NET format of a time")]
    [InlineData("Logging:Console:FormatterOptions:ColorBehavior", "no", "must be Default, Enabled or Disabled, not 'no'")]
    public void Log_WrongValue_IsNamedWithTheRightOnes(string key, string value, string expected) =>
        Assert.Contains(expected, Assert.Single(LogSettings.Mistakes(Configuration(key, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Logging:LogLevel:Default", "Warning")]
    [InlineData("Logging:LogLevel:Default", "warning")]
    [InlineData("Logging:LogLevel:Default", "3")]
    [InlineData("Logging:LogLevel:Default", "")]
    [InlineData("Logging:Console:LogLevel:Microsoft.AspNetCore", "None")]
    [InlineData("Logging:Console:FormatterName", "JSON")]
    [InlineData("Logging:Console:FormatterOptions:TimestampFormat", "HH:mm:ss ")]
    [InlineData("Logging:Console:FormatterOptions:UseUtcTimestamp", "True")]
    public void Log_RightValue_IsNoMistake(string key, string value) =>
        Assert.Empty(LogSettings.Mistakes(Configuration(key, value)));

    [Theory]
    [InlineData("urls", "http://h:81/path", $"{Urls}, several separated by semicolons; 'http://h:81/path' has the path /path")]
    [InlineData("urls", "http://127.0.0.1:8181;http://[::1]:8181/v1/", "'http://[::1]:8181/v1/' has the path /v1")]
    [InlineData("urls", "http://127.0.0.1:99999", "has the port 99999, which is not between 0 and 65535")]
    [InlineData("urls", "http://127.0.0.1:-1", "has the port -1")]
    [InlineData("urls", "http://127.0.0.1:eighty", "has the port eighty, which is no number")]
    [InlineData("urls", "http://[::1]:eighty", "has the port eighty, which is no number")]
    [InlineData("urls", "http://127.0.0.1:8181?x=1", "has more than a scheme, a host and a port")]
    [InlineData("urls", "http://127.0.0.1:8181,http://127.0.0.1:8182", "has more than a scheme, a host and a port")]
    [InlineData("urls", "http://me@127.0.0.1:8181", "has more than a scheme, a host and a port")]
    [InlineData("urls", "127.0.0.1:8181", "'127.0.0.1:8181' has no host or no scheme")]
    [InlineData("urls", "http://:8181", "'http://:8181' has no host or no scheme")]
    [InlineData("urls", "ftp://127.0.0.1:8181", "has the scheme ftp, which is neither http nor https")]
    [InlineData("urls", "http://127.0.0.1:0; http://127.0.0.1:0", "' http://127.0.0.1:0' has the scheme")]
    [InlineData("urls", "http://locahost:8181", $"'http://locahost:8181' has the host locahost, {Hosts}")]
    [InlineData("URLS", "http://127.0.0.1:0;http://127.0.0.l:8181", $"'http://127.0.0.l:8181' has the host 127.0.0.l, {Hosts}")]
    [InlineData("Urls", "https://aegis.example:8181", $"has the host aegis.example, {Hosts}")]
    [InlineData("urls", "http://localhost.:8181", $"has the host localhost., {Hosts}")]
    [InlineData("urls", "http://127.0.0.1.:8181", $"has the host 127.0.0.1., {Hosts}")]
    [InlineData("urls", "http://aegis.localhost:8181", $"has the host aegis.localhost, {Hosts}")]
    [InlineData("urls", "http://127.0.0.256:8181", $"has the host 127.0.0.256, {Hosts}")]
    [InlineData("urls", "http://[::1:8181", "'http://[::1:8181' has the port")]
    [InlineData("urls", "http://[::1]x:8181", $"has the host [::1]x, {Hosts}")]
    [InlineData("urls", "http://[::g]:8181", $"has the host [::g], {Hosts}")]
    [InlineData("urls", "http://*.example:8181", $"has the host *.example, {Hosts}")]
    [InlineData("urls", "http://**:8181", $"has the host **, {Hosts}")]
    [InlineData("urls", "http://unix", $"has the host unix, {Hosts}")]
    [InlineData("urls", "unix:/run/aegis.sock", "'unix:/run/aegis.sock' has no host or no scheme")]
    [InlineData("Kestrel:Endpoints:Main:Url", "http://locahost:8181",
        $"Kestrel:Endpoints:Main:Url must be like http://127.0.0.1:8181; 'http://locahost:8181' has the host locahost, {Hosts}")]
    [InlineData("http_ports", "eighty", "http_ports (ASPNETCORE_HTTP_PORTS) must be ports between 0 and 65535")]
    [InlineData("http_ports", "8181,8182", "http_ports (ASPNETCORE_HTTP_PORTS) must be ports")]
    [InlineData("https_ports", "65536", "https_ports (ASPNETCORE_HTTPS_PORTS) must be ports")]
    [InlineData("Kestrel:Endpoints:Main:Url", "http://127.0.0.1:8181/x", "Kestrel:Endpoints:Main:Url must be like http://127.0.0.1:8181")]
    [InlineData("Kestrel:Limits:MaxConcurrentConnections", "100", "Kestrel:Limits is not a setting; Kestrel has Endpoints,")]
    [InlineData("AllowedHosts", "https://aegis.example", "AllowedHosts must be host names like localhost;*.example.com;[::1]")]
    [InlineData("AllowedHosts", "localhost;aegis.example:8181", "'aegis.example:8181' is none")]
    [InlineData("AllowedHosts", "localhost,aegis.example", "'localhost,aegis.example' is none")]
    [InlineData("AllowedHosts", "::1", "'::1' is none")]
    public void Web_WrongValue_IsNamedWithTheRightOnes(string key, string value, string expected)
    {
        var failure = Assert.Throws<ConfigurationException>(() => FrameworkSettings.Check(Configuration(key, value)));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urls", "http://127.0.0.1:8181")]
    [InlineData("urls", "http://127.0.0.1:8181/")]
    [InlineData("urls", "http://*:80;https://+:443;http://0.0.0.0:81;http://[::]:82")]
    [InlineData("urls", "http://[::1]:0;http://localhost;http://LOCALHOST:81")]
    [InlineData("urls", "http://127.0.0.2:8181;http://192.0.2.7:8181;http://[::ffff:127.0.0.1]:8181")]
    [InlineData("urls", "http://[::1%1]:8181;http://[fe80::1%1]:8181")]
    [InlineData("Kestrel:Endpoints:Main:Url", "http://127.0.0.2:8181")]
    [InlineData("urls", "http://unix:/run/aegis.sock")]
    [InlineData("http_ports", "8080;8081")]
    [InlineData("Kestrel:Certificates:Default:Path", "/etc/aegis.pfx")]
    [InlineData("AllowedHosts", "*")]
    [InlineData("AllowedHosts", "localhost; *.aegis.example;[::1];127.0.0.1")]
    public void Web_RightValue_IsNoMistake(string key, string value) => FrameworkSettings.Check(Configuration(key, value));

    [Fact]
    public void Web_NameOfThisMachine_IsNoHostToListenOn() => Assert.Throws<ConfigurationException>(
        () => FrameworkSettings.Check(Configuration("urls", $"http://{Environment.MachineName}:8181")));

    private static IConfiguration Configuration(string key, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>(key, value)]).Build();
}
