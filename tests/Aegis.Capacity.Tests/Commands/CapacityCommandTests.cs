using System.Text.Json;
using Aegis.Capacity.Commands;
using Aegis.Capacity.Tests.Support;

namespace Aegis.Capacity.Tests.Commands;

public sealed class CapacityCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData]
    [InlineData("--rate", "0/s")]
    [InlineData("--rate", "10/s", "--documents", "1e6", "--within", "1d")]
    [InlineData("--documents", "1e6")]
    [InlineData("--rate", "10/s", "--within", "1d")]
    [InlineData("--rate", "10/s", "--chunks", "3")]
    [InlineData("--rate", "10/s", "--lengths", "novels")]
    [InlineData("--rate", "10/s", "--inputs", "0")]
    [InlineData("--rate", "10/s", "--inputs", "2049")]
    [InlineData("--rate", "10/s", "--cores", "0")]
    [InlineData("--rate", "10/s", "--workers", "many")]
    [InlineData("--rate", "10/s", "--precision", "int4")]
    [InlineData("--rate", "10/s", "--objective", "fast")]
    [InlineData("--rate", "10/s", "--objective", "p99=1ms")]
    [InlineData("--rate", "10/s", "--answered", "101%")]
    [InlineData("--rate", "10/s", "--busy", "0.9")]
    [InlineData("--rate", "10/s", "--arrivals", "often")]
    [InlineData("--rate", "10/s", "--balance", "best")]
    [InlineData("--rate", "10/s", "--hop", "short")]
    [InlineData("--rate", "10/s", "--run-times", "no-such-file.json")]
    [InlineData("--rate", "10/s", "--unknown")]
    [InlineData("--rate", "10/s", "--cores", "1", "--workers", "2")]
    [InlineData("--rate", "10/s", "--workers", "3")]
    [InlineData("--rate", "1e10/s")]
    [InlineData("--documents", "1e200", "--chunks", "1e200", "--within", "1s")]
    [InlineData("--documents", "1", "--within", "1e30d")]
    [InlineData("--rate", "10/s", "--inputs", "2048", "--lengths", "256")]
    [InlineData("--documents", "1e9", "--within", "30d", "--queries", "1/h")]
    public async Task Run_WrongUsage_SaysSo(params string[] args)
    {
        var (code, _, error) = await PlannerRun.OfAsync(args);

        Assert.Equal(CapacityExitCode.WrongUsage, code);
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task Run_PrecisionBesideAFileOfAnother_IsWrongUsage()
    {
        await File.WriteAllTextAsync(_file, """
            {"machine":"","precision":"int8","commit":"","command":"","workers":1,"runs":[{"tokens":8,"sequences":[1],"ms":[1]}],
            "spread":[],"outside":{"requestMs":0,"inputMs":0,"tokenMs":0,"latencyMs":0,"restedMs":0}}
            """);
        string[] args = ["--rate", "10/s", "--run-times", _file];

        Assert.Equal(CapacityExitCode.WrongUsage, (await PlannerRun.OfAsync([.. args, "--precision", "fp32"])).Code);
        Assert.Equal(CapacityExitCode.Pass, (await PlannerRun.OfAsync(args)).Code);
    }

    [Fact]
    public async Task Run_ReplicasThatDoNotDo_Ends1() =>
        Assert.Equal(CapacityExitCode.Fail, (await PlannerRun.OfAsync("--rate", "5000/s", "--replicas", "1")).Code);

    [Fact]
    public async Task Run_Json_HasItsNames()
    {
        var (_, output, _) = await PlannerRun.OfAsync("--rate", "10/s", "--replicas", "1", "--json");
        var document = JsonDocument.Parse(output).RootElement;

        Assert.Equal(["loads", "cores", "workers", "balance", "runTimes", "goals", "answer"], Names(document));
        Assert.Equal(
            ["machine", "precision", "commit", "command", "workers", "runs", "spread", "outside"], Names(document.GetProperty("runTimes")));
        Assert.Equal(["objective", "mostRefused", "mostBusy"], Names(document.GetProperty("goals")));

        static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
    }
}
