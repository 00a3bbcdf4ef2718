using Aegis.EmbeddingServer.Tests.Api;

namespace Aegis.EmbeddingServer.Tests;

/// <summary>The memory of the process, by its working set: what an operator sees.</summary>
[Collection(MemoryTestGroup.Name)]
public sealed class MemoryTests
{
    private const int MegaBytes = 1024 * 1024;
    private const int MaxBodyBytes = 32 * MegaBytes;
    private const int MaxInputs = 2048;
    private const int Rounds = 5;

    // Two bodies at once, each as bytes (1), beside the smaller buffer it grew out of (0.5), and as text of two bytes a
    // character (2); and half as much again that the garbage collector has not got to yet.
    private const long MostForBodies = 2L * 5 * MaxBodyBytes;

    /// <summary>Runtime, server, and the answers; with the model about 100 MB more.</summary>
    private const long MostForServer = 250L * MegaBytes;

    [Theory]
    [InlineData("deterministic", 300_000)]
    [InlineData("onnx", 20_000)]
    public async Task WorstPermittedRequest_AgainAndAgain_KeepsTheWorkingSet(string backend, int maxTokens)
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS(), "the working set of another process is not known there");
        await using var server = ServerProcess.Start(
            new Dictionary<string, string?>(),
            "--urls=http://127.0.0.1:0",
            $"--Aegis:Backend={backend}",
            $"--Aegis:Api:MaxRequestTokens={maxTokens}");
        using var client = new HttpClient { BaseAddress = await server.AddressAsync() };
        await ServerProcessTests.ReadyAsync(client);
        var body = WorstRequest(maxTokens);

        var early = await RoundsAsync(client, server, body);
        var late = await RoundsAsync(client, server, body);

        Assert.All([.. early, .. late], bytes => Assert.InRange(bytes, 1, MostForServer + MostForBodies));
        // Where the collector stands differs from round to round; what leaks is there in all of them.
        Assert.InRange(late.Min(), 1, early.Max() + (MaxBodyBytes / 2));
    }

    // As many inputs as are allowed, as many tokens, and a body of the largest size: what does not fit into the tokens
    // is white space.
    private static string WorstRequest(int maxTokens)
    {
        var inputs = Math.Min(MaxInputs, maxTokens / 3);
        var words = Math.Min(250, (maxTokens / inputs) - 2);
        var space = new string(' ', ((MaxBodyBytes - 100) / inputs / words) - 3);
        var texts = Enumerable.Range(0, inputs).Select(input => $"\"{Text(input)}\"");
        return $$"""{"input":[{{string.Join(',', texts)}}],"encoding_format":"float"}""";

        string Text(int input) => string.Join(space, Enumerable.Range(0, words).Select(word => (input + word) % 10));
    }

    private static async Task<List<long>> RoundsAsync(HttpClient client, ServerProcess server, string body)
    {
        var workingSets = new List<long>();
        for (var round = 0; round < Rounds; round++)
        {
            // Two at a time: more are refused for want of room.
            await Task.WhenAll(SendAsync(client, body), SendAsync(client, body));
            workingSets.Add(server.WorkingSet);
        }

        return workingSets;
    }

    private static async Task SendAsync(HttpClient client, string body)
    {
        using var response = await EmbeddingsCaller.PostAsync(client, body);
        Assert.True(
            response.StatusCode is System.Net.HttpStatusCode.OK or System.Net.HttpStatusCode.TooManyRequests,
            response.StatusCode.ToString());
    }
}
