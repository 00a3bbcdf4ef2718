namespace Aegis.Engine.Tests.Proof;

/// <summary>The vectors of first starts.</summary>
public sealed class ConsistencyRecordsTests : IDisposable
{
    private const int Kept = 3006;
    private const int NotKept = 3005;

    private static readonly ReferenceVectors Vectors = new([new ReferenceVector("a", [1, 0])]);

    private readonly TempFolder _folder = new();
    private readonly CollectingLogger<ConsistencyRecords> _logger = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tiny")]
    [InlineData("acme/tiny")]
    [InlineData("../tiny")]
    public void Save_FolderThatDoesNotExist_CreatesItAndKeepsTheVectors(string key)
    {
        var folder = _folder.File("state/of/aegis");
        var records = new ConsistencyRecords(folder, _logger);

        records.Save(key, Vectors);

        Assert.Equal([Kept], _logger.Events);
        Assert.Equal([1, 0], Assert.Single(records.Find(key)!.Items).Vector);
        Assert.Equal(folder, Path.GetDirectoryName(Assert.Single(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories))));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/in/it")]
    public void Save_FileInThePlaceOfTheFolder_SaysThatNothingIsKept(string folder)
    {
        File.WriteAllText(_folder.File("file"), "no folder");
        var records = new ConsistencyRecords(_folder.File(folder), _logger);

        records.Save("tiny", Vectors);

        Assert.Equal([NotKept], _logger.Events);
        Assert.Contains("Aegis:Model:StateDirectory", Assert.Single(_logger.Warnings), StringComparison.Ordinal);
        Assert.Null(records.Find("tiny"));
    }

    [Fact]
    public void Save_NoFolder_KeepsNothing()
    {
        var records = new ConsistencyRecords(null, _logger);

        records.Save("tiny", Vectors);

        Assert.Empty(_logger.Events);
        Assert.Null(records.Find("tiny"));
    }
}
