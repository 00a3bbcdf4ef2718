using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.Tests.Support;

namespace Aegis.EmbeddingServer.Tests.Inference;

/// <summary>Which provider and file are tried, on machines that are not this one.</summary>
public sealed class LoadPlanTests
{
    private static readonly string[] CpuOnly = ["CPUExecutionProvider"];
    private static readonly string[] Windows = ["DmlExecutionProvider", "CPUExecutionProvider"];
    private static readonly string[] Nvidia = ["CUDAExecutionProvider", "CPUExecutionProvider"];

    [Fact]
    public void For_AutoOnACpuThatIsExact_TriesInt8ThenFp32()
    {
        var plan = Plan(CpuOnly, exact: true);

        Assert.Equal(["cpu model.int8.onnx", "cpu model.onnx"], Ways(plan));
    }

    [Fact]
    public void For_AutoOnACpuThatSaturates_TakesFp32AndSaysWhy()
    {
        var plan = Plan(CpuOnly, exact: false);

        Assert.Equal(["cpu model.onnx"], Ways(plan));
        Assert.Contains(plan.Skipped, way => way is { Reason: SkipReason.Int8NotExact, Way: "cpu model.int8.onnx" });
    }

    [Fact]
    public void For_AutoWithAGpu_TriesItFirstWithTheFp32FileAndTheCpuAfterIt()
    {
        Assert.Equal(["directml model.onnx", "cpu model.int8.onnx", "cpu model.onnx"], Ways(Plan(Windows, exact: true)));
        Assert.Equal(["cuda model.onnx", "cpu model.int8.onnx", "cpu model.onnx"], Ways(Plan(Nvidia, exact: true)));
    }

    [Theory]
    [InlineData(ProviderChoice.DirectML, "directml", "Windows build")]
    [InlineData(ProviderChoice.Cuda, "cuda", "OnnxRuntimeProvider=cuda")]
    public void For_ProviderThatIsNotInTheBuild_IsAFailureThatSaysHowToGetIt(object choice, string name, string how)
    {
        var message = Assert.Throws<ModelLoadException>(() => Plan(CpuOnly, exact: true, provider: (ProviderChoice)choice)).Message;

        Assert.Contains($"Aegis:Execution:Provider is {name}", message, StringComparison.Ordinal);
        Assert.Contains(how, message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_ExplicitProvider_TriesNoOther()
    {
        Assert.Equal(["directml model.onnx"], Ways(Plan(Windows, exact: true, provider: ProviderChoice.DirectML)));
        Assert.Equal(["cpu model.int8.onnx", "cpu model.onnx"], Ways(Plan(Windows, exact: true, provider: ProviderChoice.Cpu)));
    }

    [Fact]
    public void For_ExplicitPrecision_TriesNoOther()
    {
        Assert.Equal(["cpu model.onnx"], Ways(Plan(CpuOnly, exact: true, precision: PrecisionChoice.Fp32)));
        Assert.Equal(["cpu model.int8.onnx"], Ways(Plan(CpuOnly, exact: true, precision: PrecisionChoice.Int8)));
    }

    [Fact]
    public void For_PrecisionThatTheFolderDoesNotHave_NamesWhatItHas() => Assert.Contains(
        "model.int8.onnx (int8), model.onnx (fp32)",
        Assert.Throws<ModelLoadException>(() => Plan(CpuOnly, exact: true, precision: PrecisionChoice.Fp16)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void For_Int8WithoutReferenceVectors_TakesFp32UnlessAskedOrAlone()
    {
        using var folder = TempFolder.WithModel(manifest: false);
        File.Delete(folder.File("reference-vectors.int8.json"));
        var both = ModelFolder.Describe(new ModelOptions { Directory = folder.Path });
        var alone = both with { Files = [.. both.Files.Where(file => file.Precision == Precision.Int8)] };

        Assert.Equal(["cpu model.onnx"], Ways(Plan(CpuOnly, exact: true, model: both)));
        Assert.Equal(["cpu model.int8.onnx"], Ways(Plan(CpuOnly, exact: true, model: both, precision: PrecisionChoice.Int8)));
        Assert.Equal(["cpu model.int8.onnx"], Ways(Plan(CpuOnly, exact: true, model: alone)));
    }

    // Nothing could show that its vectors are right, and on such a CPU they are not.
    [Fact]
    public void For_OnlyUnprovenInt8OnACpuThatSaturates_IsAFailure()
    {
        using var folder = UserModels.HubExport();
        var model = ModelFolder.Describe(new ModelOptions { Directory = folder.Path });

        Assert.Contains(
            "saturates",
            Assert.Throws<ModelLoadException>(() => Plan(CpuOnly, exact: false, model: model)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Find_GpuWhoseCanaryIsWrong_FallsBackToTheCpuWithTheReason()
    {
        var (served, candidate, skipped) = FirstThatServes.Find(Plan(Windows, exact: true), candidate =>
            candidate.Entry.Provider == ExecutionProvider.Cpu ? "served" : throw new ModelLoadException("mean cosine is 0.3"));

        Assert.Equal(("served", "cpu"), (served, candidate.Entry.Name));
        Assert.Contains(skipped, way => way is { Reason: SkipReason.Failed, Way: "directml model.onnx", Message: "mean cosine is 0.3" });
        Assert.Contains("directml model.onnx: mean cosine is 0.3", FirstThatServes.Explain(candidate, skipped), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ExplicitProviderThatFails_IsAFailureNotAFallback() => Assert.Equal(
        "no such device",
        Assert.Throws<ModelLoadException>(() => FirstThatServes.Find<string>(
            Plan(Windows, exact: true, provider: ProviderChoice.DirectML),
            _ => throw new ModelLoadException("no such device"))).Message);

    [Fact]
    public void Find_NothingServes_NamesEveryReason()
    {
        var message = Assert.Throws<ModelLoadException>(() => FirstThatServes.Find<string>(
            Plan(CpuOnly, exact: true),
            candidate => throw new ModelLoadException("broken " + candidate.File.File))).Message;

        Assert.Contains("broken model.int8.onnx", message, StringComparison.Ordinal);
        Assert.Contains("broken model.onnx", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_DirectML_KeepsItsRules()
    {
        var rules = ProviderTable.Of(ExecutionProvider.DirectML).Rules;

        Assert.True(rules is { OneRunAtATime: true, FixedShapes: true, MemoryPattern: false });
        Assert.Equal(Precision.Fp32, rules.Precisions[0]);
        Assert.DoesNotContain(Precision.Int8, rules.Precisions);
    }

    private static LoadPlan Plan(
        string[] providers,
        bool exact,
        ProviderChoice provider = ProviderChoice.Auto,
        PrecisionChoice precision = PrecisionChoice.Auto,
        ModelDescription? model = null) =>
        LoadPlan.For(new LoadWish(provider, precision), model ?? Bundled.Description, new MachineFacts(providers, exact));

    private static IEnumerable<string> Ways(LoadPlan plan) =>
        plan.Candidates.Select(candidate => $"{candidate.Entry.Name} {candidate.File.File}");
}
