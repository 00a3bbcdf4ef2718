using Aegis.Capacity.BatchTimes;

namespace Aegis.Capacity.Tests.BatchTimes;

public sealed class BatchTimeFilesTests : IDisposable
{
    private const string Start = """{"machine":"","precision":"","commit":"","command":"","workers":1,""";
    private const string NoCosts = """{"requestMs":0,"inputMs":0,"tokenMs":0,"latencyMs":0,"restedMs":0}""";

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("{}", "cannot be read")]
    [InlineData("null", "empty")]
    [InlineData("nonsense", "cannot be read")]
    [InlineData(Start + """ "runs":[],"spread":[],"outside": """ + NoCosts + "}", "at least one length")]
    [InlineData(
        Start + """ "runs":[{"tokens":8,"sequences":[1,1],"ms":[1,2]}],"spread":[],"outside": """ + NoCosts + "}", "runs of 8 tokens")]
    [InlineData(
        Start + """
            "runs":[{"tokens":8,"sequences":[1],"ms":[0]}],"spread":[{"share":2,"factor":1}],
            "outside":{"requestMs":-1,"inputMs":0,"tokenMs":0,"latencyMs":0,"restedMs":0}}
            """,
        "no cost may be below 0")]
    public void Read_WrongFile_SaysWhatIsWrong(string content, string what)
    {
        File.WriteAllText(_file, content);
        var (file, problem) = BatchTimeFiles.Read(_file);

        Assert.Null(file);
        Assert.Contains(what, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Bundled_EachPrecision_IsThere()
    {
        Assert.Equal(["fp32", "int8"], BatchTimeFiles.Precisions);
        Assert.All(
            BatchTimeFiles.Precisions,
            precision => Assert.Equal(precision, BatchTimeFiles.Bundled(precision).File!.Precision));
    }
}
