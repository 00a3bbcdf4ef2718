namespace Aegis.EmbeddingServer.Tests.Commands;

/// <summary>Folders with a small model, whole or with one fault.</summary>
internal static class VerdictFolders
{
    public static TempFolder ThatServes(string which)
    {
        if (which == "external links")
        {
            return Links();
        }

        var pooled = new TinyModel { Output = "sentence_embedding", IsPooled = true };
        var folder = (which switch
        {
            "token types" => With("token_type_ids"),
            "half precision" => new TinyModel { OutputType = OnnxBytes.Float16 },
            "pooled" or "pooled with Dense" => pooled,
            "constant" => new TinyModel { HasConstant = true },
            "external weights" => new TinyModel { Weights = "model.onnx_data" },
            "external constant" => new TinyModel { Weights = "Constant_7_attr__value", HasConstant = true },
            "output without shape" => new TinyModel { HasOutputShape = false },
            _ => new TinyModel(),
        }).Write();
        if (which == "pooled with Dense")
        {
            AddDense(folder);
        }

        return folder;
    }

    public static TempFolder ThatDoesNotServe(string fault)
    {
        string[] words = fault.Split(' ');
        var folder = (words switch
        {
            ["input", var name] => With(name),
            ["no", "mask"] => new TinyModel { Inputs = [("input_ids", OnnxBytes.Int64)] },
            ["int32"] => new TinyModel { Inputs = [("input_ids", OnnxBytes.Int32), ("attention_mask", OnnxBytes.Int64)] },
            ["shape", .. var sizes] => new TinyModel { InputShape = [.. sizes.Select(int.Parse)] },
            ["output", var name] => new TinyModel { Output = name },
            ["int64", "output"] => new TinyModel { OutputType = OnnxBytes.Int64 },
            ["weights", ..] => new TinyModel { Weights = "model.onnx_data" },
            ["constant", ..] => new TinyModel { Weights = "Constant_7_attr__value", HasConstant = true },
            ["operator"] => new TinyModel { Lookup = "Frobnicate" },
            ["opset"] => new TinyModel { Opset = 999 },
            ["not", "finite"] => new TinyModel { Table = [.. Enumerable.Repeat(float.NaN, 16)] },
            _ => new TinyModel(),
        }).Write();
        Damage(folder, fault);
        return folder;
    }

    private static void Damage(TempFolder folder, string fault)
    {
        switch (fault)
        {
            case "Dense":
                AddDense(folder);
                break;
            case "weights missing":
                File.Delete(folder.File("model.onnx_data"));
                break;
            case "constant missing":
                File.Delete(folder.File("Constant_7_attr__value"));
                break;
            case "weights short":
                File.WriteAllBytes(folder.File("model.onnx_data"), new byte[10]);
                break;
            case "weights pointer":
                File.WriteAllText(folder.File("model.onnx_data"), "version https://git-lfs ");
                break;
            case "weights outside":
                OnnxBytes.WriteWithExternalWeights(folder.File("model.onnx"), "../model.onnx_data");
                break;
            case "no tokenizer":
                File.Delete(folder.File("vocab.txt"));
                break;
            case "no graph":
                File.Delete(folder.File("model.onnx"));
                break;
            case "no config":
                File.Delete(folder.File("config.json"));
                break;
            case "text":
                File.WriteAllText(folder.File("model.onnx"), "this is not an ONNX file");
                break;
            case "references":
                File.WriteAllText(folder.File("reference-vectors.fp32.json"), """{"items":[{"text":"a b","vector":[1,0]}]}""");
                break;
            case "manifest":
                File.WriteAllText(
                    folder.File("manifest.json"),
                    """{"id":"tiny","organisation":"acme","created":1,"files":[{"file":"model.onnx","bytes":1,"sha256":""}]}""");
                break;
        }
    }

    private static TinyModel With(string input) => new()
    {
        Inputs = [("input_ids", OnnxBytes.Int64), ("attention_mask", OnnxBytes.Int64), (input, OnnxBytes.Int64)],
    };

    private static void AddDense(TempFolder folder) => File.WriteAllText(
        folder.File("modules.json"),
        """[{"type":"sentence_transformers.models.Dense","path":"2_Dense"}]""");

    // The cache of the hub's own tool: every file is a link to a file in another folder.
    private static TempFolder Links()
    {
        var folder = new TinyModel { Weights = "model.onnx_data" }.Write();
        Directory.CreateDirectory(folder.File("blobs"));
        Directory.CreateDirectory(folder.File("onnx"));
        foreach (var file in new[] { "model.onnx", "model.onnx_data" })
        {
            File.Move(folder.File(file), folder.File($"blobs/{file.Length}"));
            File.CreateSymbolicLink(folder.File($"onnx/{file}"), $"../blobs/{file.Length}");
        }

        return folder;
    }
}
