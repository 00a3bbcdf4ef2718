namespace Aegis.Engine.Tests.Inference;

/// <summary>What Linux says of a CPU.</summary>
public sealed class Int8SupportTests
{
    [Theory]
    [InlineData(true, "flags\t\t: fpu vme avx512f avx512_vnni avx512_bitalg")]
    [InlineData(true, "flags\t\t: fpu avx2 avx_vnni")]
    [InlineData(true, "Features\t: fp asimd aes asimddp")]
    [InlineData(false, "flags\t\t: fpu vme avx2 avx512f avx512_vbmi")]
    [InlineData(false, "Features\t: fp asimd aes")]
    [InlineData(false, "model name\t: made of avx512_vnni")]
    public void NamesOne_FeaturesOfACpu_AreFoundByWord(bool expected, string line) =>
        Assert.Equal(expected, Int8Support.NamesOne(["processor\t: 0", line]));

    [Fact]
    public void NamesOne_WithoutFeatures_IsNo() => Assert.False(Int8Support.NamesOne([]));

    // Code that is compiled at run time asks the CPU itself.
    [Fact]
    public void NamesOne_OfThisMachine_SaysWhatTheInstructionsSay()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc/cpuinfo is Linux's");

        Assert.Equal(Int8Support.IsExact, Int8Support.NamesOne(File.ReadLines("/proc/cpuinfo")));
    }
}
