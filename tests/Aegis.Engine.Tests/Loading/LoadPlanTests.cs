namespace Aegis.Engine.Tests.Loading;

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
    [InlineData(ExecutionProvider.DirectML, "directml", "Windows build")]
    [InlineData(ExecutionProvider.Cuda, "cuda", "OnnxRuntimeProvider=cuda")]
    public void For_ProviderThatIsNotInTheBuild_IsAFailureThatSaysHowToGetIt(object choice, string name, string how)
    {
        var message = Assert.Throws<ModelLoadException>(() => Plan(CpuOnly, exact: true, provider: (ExecutionProvider)choice)).Message;

        Assert.Contains($"Aegis:Execution:Provider is {name}", message, StringComparison.Ordinal);
        Assert.Contains(how, message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_ExplicitProvider_TriesNoOther()
    {
        Assert.Equal(["directml model.onnx"], Ways(Plan(Windows, exact: true, provider: ExecutionProvider.DirectML)));
        Assert.Equal(["cpu model.int8.onnx", "cpu model.onnx"], Ways(Plan(Windows, exact: true, provider: ExecutionProvider.Cpu)));
    }

    [Fact]
    public void For_ExplicitPrecision_TriesNoOther()
    {
        Assert.Equal(["cpu model.onnx"], Ways(Plan(CpuOnly, exact: true, precision: Precision.Fp32)));
        Assert.Equal(["cpu model.int8.onnx"], Ways(Plan(CpuOnly, exact: true, precision: Precision.Int8)));
    }

    [Fact]
    public void For_PrecisionThatTheFolderDoesNotHave_NamesWhatItHas() => Assert.Contains(
        "model.int8.onnx (int8), model.onnx (fp32)",
        Assert.Throws<ModelLoadException>(() => Plan(CpuOnly, exact: true, precision: Precision.Fp16)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void For_Int8WithoutReferenceVectors_TakesFp32UnlessAskedOrAlone()
    {
        using var folder = TempFolder.WithModel(manifest: false);
        File.Delete(folder.File("reference-vectors.int8.json"));
        var both = Folders.Describe(folder.Path);
        var alone = both with { Files = [.. both.Files.Where(file => file.Precision == Precision.Int8)] };

        Assert.Equal(["cpu model.onnx"], Ways(Plan(CpuOnly, exact: true, model: both)));
        Assert.Equal(["cpu model.int8.onnx"], Ways(Plan(CpuOnly, exact: true, model: both, precision: Precision.Int8)));
        Assert.Equal(["cpu model.int8.onnx"], Ways(Plan(CpuOnly, exact: true, model: alone)));
    }

    // Nothing could show that its vectors are right, and on such a CPU they are not.
    [Fact]
    public void For_OnlyUnprovenInt8OnACpuThatSaturates_IsAFailure()
    {
        using var folder = UserModels.HubExport();
        var model = Folders.Describe(folder.Path);

        Assert.Contains(
            "saturates",
            Assert.Throws<ModelLoadException>(() => Plan(CpuOnly, exact: false, model: model)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Find_GpuWhoseCanaryIsWrong_FallsBackToTheCpuWithTheReason()
    {
        var (served, choice) = Plan(Windows, exact: true).FirstThatServes(candidate =>
            candidate.Entry.Provider == ExecutionProvider.Cpu ? "served" : throw new ModelLoadException("mean cosine is 0.3"));

        Assert.Equal(("served", "cpu"), (served, choice.Candidate.Entry.Name));
        Assert.Contains(
            choice.Skipped, way => way is { Reason: SkipReason.Failed, Way: "directml model.onnx", Message: "mean cosine is 0.3" });
        Assert.Contains("directml model.onnx: mean cosine is 0.3", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ExplicitProviderThatFails_IsAFailureNotAFallback() => Assert.Equal(
        "no such device",
        Assert.Throws<ModelLoadException>(() => Plan(Windows, exact: true, provider: ExecutionProvider.DirectML).FirstThatServes<string>(
            _ => throw new ModelLoadException("no such device"))).Message);

    [Fact]
    public void Find_NothingServes_NamesEveryReason()
    {
        var message = Assert.Throws<ModelLoadException>(() => Plan(CpuOnly, exact: true).FirstThatServes<string>(
            candidate => throw new ModelLoadException("broken " + candidate.File.File))).Message;

        Assert.Contains("broken model.int8.onnx", message, StringComparison.Ordinal);
        Assert.Contains("broken model.onnx", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_DirectML_KeepsItsRules()
    {
        var rules = ProviderTable.Of(ExecutionProvider.DirectML).Rules;

        Assert.True(rules is { IsSerial: true, FixedShapes: true, MemoryPattern: false });
        Assert.Equal(Precision.Fp32, rules.Precisions[0]);
        Assert.DoesNotContain(Precision.Int8, rules.Precisions);
    }

    private static LoadPlan Plan(
        string[] providers,
        bool exact,
        ExecutionProvider? provider = null,
        Precision? precision = null,
        ModelDescription? model = null) =>
        LoadPlan.For(
            new LoadSettings(new ModelSettings(Bundled.Description.Directory) { Precision = precision }) { Provider = provider },
            model ?? Bundled.Description,
            new MachineFacts(providers, exact));

    private static IEnumerable<string> Ways(LoadPlan plan) =>
        plan.Candidates.Select(candidate => $"{candidate.Entry.Name} {candidate.File.File}");
}
