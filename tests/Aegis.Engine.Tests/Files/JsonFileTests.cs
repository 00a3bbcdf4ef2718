using System.Text;

namespace Aegis.Engine.Tests.Files;

/// <summary>JSON as Python writes it, and what else lies in its place.</summary>
public sealed class JsonFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"a":NaN,"b":7}""")]
    [InlineData("""{"a":Infinity,"b":7}""")]
    [InlineData("""{"a":-Infinity,"b":7}""")]
    [InlineData("""{"c":[1,NaN,{"d":-Infinity}],"b":7,"a":NaN}""")]
    public void Read_NumberOfPython_IsNone(string json) =>
        Assert.Equal((true, 7), Read(json, root => (root["a"].IsNone, root["b"].Number())));

    [Theory]
    [InlineData("""{"a":"NaN"}""", "NaN")]
    [InlineData("""{"b":NaN,"a":"x \" NaN, Infinity"}""", "x \" NaN, Infinity")]
    [InlineData("""{"b":NaN,"a":"\\"}""", "\\")]
    public void Read_TextWithSuchAName_IsKept(string json, string expected) => Assert.Equal(expected, Read(json, root => root["a"].Text()));

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":1,"b":NaN}""")]
    public void Read_ByteOrderMark_IsSkipped(string json) => Assert.Equal(1, Read("\uFEFF" + json, root => root["a"].Number()));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"a":NaN""")]
    [InlineData("""{"a":nan}""")]
    [InlineData("""{"b":NaN,"a":"no end""")]
    public void Read_NoJson_NamesTheFile(string json) =>
        Assert.StartsWith("the name: it cannot be read: ", Failure(json), StringComparison.Ordinal);

    [Fact]
    public void Read_GitLfsPointer_SaysSo() => Assert.Equal(
        "the name: it is a Git LFS pointer to the file (git lfs pull fetches that)",
        Failure("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 466247\n"));

    private T Read<T>(string json, Func<JsonPart, T> read)
    {
        File.WriteAllText(_folder.File("a.json"), json, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return JsonFile.Read(_folder.File("a.json"), "the name", read);
    }

    private string Failure(string json) => Assert.Throws<InvalidDataException>(() => Read(json, root => root.IsNone)).Message;
}
