using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Aegis.EmbeddingServer.Tests.Api;

public sealed class HostTests
{
    [Theory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example:8181", HttpStatusCode.BadRequest)]
    [InlineData("xn--", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:1234", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("127.0.0.2:8181", HttpStatusCode.OK)]
    [InlineData("[::1]:8181", HttpStatusCode.OK)]
    public async Task Send_HostHeader_MustNameThisMachine(string host, HttpStatusCode status)
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");

        await AssertAnswerAsync(server, host, status);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:8181", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    public async Task Send_ToAnotherLoopbackAddress_HasTheSameRule(string? host, HttpStatusCode status)
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS(), "has no 127.0.0.2");
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic", "urls=http://127.0.0.2:0");

        Assert.Equal("127.0.0.2", server.Address.Host);
        await AssertAnswerAsync(server, host, status);
    }

    // Told the address of the connection: no test may listen where others can connect.
    [Theory]
    [InlineData("127.0.0.1", "127.255.255.254", true)]
    [InlineData("127.0.0.2", "127.0.0.2:8181", true)]
    [InlineData("127.0.0.2", "[::ffff:127.0.0.2]:8181", true)]
    [InlineData("127.0.0.2", "128.0.0.1", false)]
    [InlineData("127.0.0.2", "192.168.1.5", false)]
    [InlineData("127.0.0.2", "0.0.0.0", false)]
    [InlineData("127.0.0.2", "127.0.0.2.evil.example", false)]
    [InlineData("127.0.0.2", "localhost.evil.example", false)]
    [InlineData("127.0.0.2", "aegis.localhost", false)]
    [InlineData("127.0.0.2", "localhost.", false)]
    [InlineData("127.0.0.2", "127.0.0.l", false)]
    [InlineData("::1", "[::1]:8181", true)]
    [InlineData("::1", "[::2]:8181", false)]
    [InlineData("::1", "evil.example", false)]
    [InlineData("::1%1", "[::1]:8181", true)]
    [InlineData("::1%1", "evil.example", false)]
    [InlineData("::ffff:127.0.0.1", "evil.example", false)]
    [InlineData("::ffff:127.0.0.2", "evil.example", false)]
    [InlineData("::ffff:127.0.0.2", "127.0.0.2:8181", true)]
    [InlineData("192.168.1.5", "evil.example", true)]
    [InlineData("::ffff:192.168.1.5", "aegis.example", true)]
    [InlineData("127.0.0.2", "aegis.example", true, "aegis.example")]
    [InlineData("127.0.0.2", "127.0.0.2", false, "aegis.example")]
    [InlineData("127.0.0.2", "evil.example", true, "*")]
    public async Task Connection_OverALoopbackAddress_TakesOnlyLoopbackNames(
        string local, string host, bool isTaken, string? allowedHosts = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("AllowedHosts", allowedHosts)]).Build();
        var wasTaken = false;
        var filter = new HostMiddleware(
            _ =>
            {
                wasTaken = true;
                return Task.CompletedTask;
            },
            new ErrorWriter(_ => { }),
            configuration);
        var context = new DefaultHttpContext { Request = { Host = new HostString(host) } };
        context.Connection.LocalIpAddress = IPAddress.Parse(local);

        await filter.InvokeAsync(context);

        Assert.Equal(isTaken, wasTaken);
        Assert.Equal(isTaken ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, context.Response.StatusCode);
    }

    private static async Task AssertAnswerAsync(TestServer server, string? host, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health") { Headers = { Host = host } };
        using var response = await server.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        if (status == HttpStatusCode.BadRequest)
        {
            Assert.Equal("invalid_request", (await EmbeddingsCaller.ErrorAsync(response)).Code);
        }
    }
}
