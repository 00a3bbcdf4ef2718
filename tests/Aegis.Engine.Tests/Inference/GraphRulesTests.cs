namespace Aegis.Engine.Tests.Inference;

/// <summary>What an ONNX file alone shows, before ONNX Runtime reads any weights: here there are none.</summary>
public sealed class GraphRulesTests
{
    [Theory]
    [InlineData("position_ids", OnnxBytes.Int64, 0, "last_hidden_state", "its inputs are input_ids, attention_mask, position_ids")]
    [InlineData("token_type_ids", OnnxBytes.Int32, 0, "last_hidden_state", "its input token_type_ids is Int32, not Int64")]
    [InlineData("token_type_ids", OnnxBytes.Int64, 128, "last_hidden_state", "its input input_ids is [128, 128], not [batch, sequence]")]
    [InlineData("token_type_ids", OnnxBytes.Int64, 0, "output_0", "its outputs are output_0; it needs one of")]
    [InlineData("token_type_ids", OnnxBytes.Int64, 0, "sentence_embedding", "its output sentence_embedding is Float [-1, -1, 2]")]
    [InlineData("token_type_ids", OnnxBytes.Int64, 0, "last_hidden_state", null)]
    public void ProblemWith_GraphWithoutItsWeights_ShowsInputsAndOutputs(
        string input, int type, int size, string output, string? expected)
    {
        var model = new TinyModel
        {
            Inputs = [("input_ids", OnnxBytes.Int64), ("attention_mask", OnnxBytes.Int64), (input, type)],
            InputShape = [size, size],
            Output = output,
            Weights = "weights",
        };
        using var folder = model.Write();
        File.WriteAllBytes(folder.File("weights"), new byte[model.Table.Length * sizeof(float)]);

        var problem = ProblemIn(folder);

        Assert.Equal(expected is null, problem is null);
        Assert.Contains(expected ?? string.Empty, problem ?? string.Empty, StringComparison.Ordinal);
    }

    private static string? ProblemIn(TempFolder folder)
    {
        var description = Folders.Describe(folder.Path);
        return GraphRules.ProblemWith(OnnxGraphReader.Read(folder.File("model.onnx")), description, description.Files[0]);
    }
}
