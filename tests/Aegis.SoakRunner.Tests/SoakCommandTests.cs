using System.Text.Json.Nodes;

namespace Aegis.SoakRunner.Tests;

/// <summary>The whole runner against targets that are right, and against targets that are wrong in one way.</summary>
public sealed class SoakCommandTests
{
    [Fact]
    public async Task Run_RightTarget_Passes()
    {
        await using var target = await FakeTarget.StartAsync();

        Assert.Equal((int)ExitCode.Pass, await RunAsync(target.Address));
    }

    public static TheoryData<string, Func<int, JsonObject, int>> Wrongs => new()
    {
        { "order", Spoil(answer => Items(answer)[0]!["index"] = 5) },
        { "count", Spoil(answer => Items(answer).RemoveAt(0)) },
        { "zero vector", Spoil(answer => Items(answer)[0]!["embedding"] = new JsonArray(0, 0)) },
        { "norm", Spoil(answer => Items(answer)[0]!["embedding"] = new JsonArray(0.5, 0.5)) },
        { "not a number", Spoil(answer => Items(answer)[0]!["embedding"] = new JsonArray("NaN", 1)) },
        { "usage", Spoil(answer => answer["usage"]!["prompt_tokens"] = 0) },
        { "usage total", Spoil(answer => answer["usage"]!["total_tokens"] = 1) },
        { "no usage", Spoil(answer => answer.Remove("usage")) },
        { "server errors", (request, _) => request % 3 == 0 ? 500 : 200 },
        { "refusals", (request, _) => request % 3 == 0 ? 429 : 200 },
        { "drifting vector", (request, answer) => Turn(answer, request) },
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task Run_WrongTarget_Fails(string wrong, Func<int, JsonObject, int> spoil)
    {
        Assert.NotEmpty(wrong);
        await using var target = await FakeTarget.StartAsync(spoil);

        Assert.Equal((int)ExitCode.Fail, await RunAsync(target.Address));
    }

    [Theory]
    [InlineData("run", "--seconds", "0")]
    [InlineData("run", "--seconds", "soon")]
    [InlineData("run", "--connections", "1001")]
    [InlineData("run", "--target", "not an address")]
    [InlineData("run", "--target", "ftp://127.0.0.1/")]
    [InlineData("run", "--unknown")]
    [InlineData("sprint")]
    public async Task Run_WrongUsage_SaysSo(params string[] args) => Assert.Equal((int)ExitCode.WrongUsage, await SoakCommand.RunAsync(args));

    private static Task<int> RunAsync(Uri target) =>
        SoakCommand.RunAsync(["run", "--target", target.ToString(), "--seconds", "1", "--connections", "2"]);

    // The first answers are right: a wrong one among many has to be found.
    private static Func<int, JsonObject, int> Spoil(Action<JsonObject> change) => (request, answer) =>
    {
        if (request == 10)
        {
            change(answer);
        }

        return 200;
    };

    private static JsonArray Items(JsonObject answer) => answer["data"]!.AsArray();

    private static int Turn(JsonObject answer, int request)
    {
        var angle = request * 0.001;
        foreach (var item in Items(answer))
        {
            item!["embedding"] = new JsonArray(Math.Cos(angle), Math.Sin(angle));
        }

        return 200;
    }
}
