using Aegis.SoakRunner.Capacity;
using Aegis.SoakRunner.Run;

namespace Aegis.SoakRunner.Tests.Capacity;

/// <summary>The command line of the planner, from its arguments to its exit code.</summary>
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
    [InlineData("check", "--seconds", "0")]
    [InlineData("check", "--rounds", "0")]
    [InlineData("check", "--run-times", "no-such-file.json")]
    public async Task Run_WrongUsage_SaysSo(params string[] args) => Assert.Equal((int)ExitCode.WrongUsage, await SoakCommand.RunAsync(["capacity", .. args]));

    [Theory]
    [InlineData("{}", "cannot be read")]
    [InlineData("null", "empty")]
    [InlineData("nonsense", "cannot be read")]
    [InlineData("""{"machine":"","precision":"","commit":"","command":"","workers":1,"runs":[],"spread":[],"outside":{"requestMs":0,"inputMs":0,"tokenMs":0,"latencyMs":0,"restedMs":0}}""", "at least one length")]
    [InlineData("""{"machine":"","precision":"","commit":"","command":"","workers":1,"runs":[{"tokens":8,"sequences":[1,1],"ms":[1,2]}],"spread":[],"outside":{"requestMs":0,"inputMs":0,"tokenMs":0,"latencyMs":0,"restedMs":0}}""", "runs of 8 tokens")]
    [InlineData("""{"machine":"","precision":"","commit":"","command":"","workers":1,"runs":[{"tokens":8,"sequences":[1],"ms":[0]}],"spread":[{"share":2,"factor":1}],"outside":{"requestMs":-1,"inputMs":0,"tokenMs":0,"latencyMs":0,"restedMs":0}}""", "no cost may be below 0")]
    public void Read_WrongFile_SaysWhatIsWrong(string content, string what)
    {
        File.WriteAllText(_file, content);
        var (file, problem) = RunTimeFiles.Read(_file);

        Assert.Null(file);
        Assert.Contains(what, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Bundled_EachPrecision_IsThere()
    {
        Assert.Equal(["fp32", "int8"], RunTimeFiles.Precisions);
        Assert.All(RunTimeFiles.Precisions, precision => Assert.Equal(precision, RunTimeFiles.Bundled(precision).File!.Precision));
    }

    [Fact]
    public async Task Run_PrecisionBesideAFileOfAnother_IsWrongUsage()
    {
        await File.WriteAllTextAsync(_file, """{"machine":"","precision":"int8","commit":"","command":"","workers":1,"runs":[{"tokens":8,"sequences":[1],"ms":[1]}],"spread":[],"outside":{"requestMs":0,"inputMs":0,"tokenMs":0,"latencyMs":0,"restedMs":0}}""");

        Assert.Equal((int)ExitCode.WrongUsage, await SoakCommand.RunAsync(["capacity", "--rate", "10/s", "--run-times", _file, "--precision", "fp32"]));
        Assert.Equal((int)ExitCode.Pass, await SoakCommand.RunAsync(["capacity", "--rate", "10/s", "--run-times", _file]));
    }

    [Fact]
    public async Task Run_ReplicasThatDoNotDo_Ends1() =>
        Assert.Equal((int)ExitCode.Fail, await SoakCommand.RunAsync(["capacity", "--rate", "5000/s", "--replicas", "1"]));
}
