using Microsoft.Extensions.Configuration;

namespace Aegis.EmbeddingServer.Tests;

public sealed class ConfigurationReaderTests
{
    [Fact]
    public void Read_Nothing_GivesValidDefaults()
    {
        var options = Read();

        Assert.Equal(BackendKind.Onnx, options.Backend);
        Assert.True(options.Enabled);
        Assert.Equal(2048, options.Api.MaxInputs);
    }

    [Fact]
    public void Read_EveryType_IsConverted()
    {
        var options = Read(
            ("Aegis:Backend", "Deterministic"),
            ("aegis:enabled", "False"),
            ("Aegis:Model:Precision", "fp32"),
            ("Aegis:Model:Directory", "/models/mine"),
            ("Aegis:Admission:RequestTimeLimit", "00:01:30"),
            ("Aegis:Execution:Workers", "3"),
            ("Aegis:Model:Aliases:0", "one"),
            ("Aegis:Model:Aliases:1", "two"),
            ("Aegis:Api:Keys", "first,second"),
            ("Aegis:Api:CorsOrigins:0", "https://app.example:8443"),
            ("Aegis:Api:TokenIds", "cl100k_base"),
            ("Aegis:Model:Truncation", "none"));

        Assert.Equal(BackendKind.Deterministic, options.Backend);
        Assert.False(options.Enabled);
        Assert.Equal(Precision.Fp32, options.Model.Precision);
        Assert.Equal("/models/mine", options.Model.Directory);
        Assert.Equal(TimeSpan.FromSeconds(90), options.Admission.RequestTimeLimit);
        Assert.Equal(3, options.Execution.Workers);
        Assert.Equal(["one", "two"], options.Model.Aliases);
        Assert.Equal(["first", "second"], options.Api.Keys);
        Assert.Equal(["https://app.example:8443"], options.Api.CorsOrigins);
        Assert.Equal(TokenIdEncoding.Cl100k_Base, options.Api.TokenIds);
        Assert.Equal(Truncation.None, options.Model.Truncation);
    }

    [Theory]
    [InlineData("auto", null)]
    [InlineData("AUTO", null)]
    [InlineData("cpu", Way.Cpu)]
    [InlineData("Gpu", Way.Gpu)]
    public void Fill_EnumThatMayBeNull_TakesAutoAsNull(string value, Way? expected)
    {
        var options = new WayOptions();

        Assert.Empty(Fill(options, value));
        Assert.Equal(expected, options.Way);
    }

    [Theory]
    [InlineData("tpu")]
    [InlineData("0")]
    [InlineData("")]
    public void Fill_EnumThatMayBeNullWithAnotherWord_NamesAutoFirst(string value) =>
        Assert.Equal([$"Aegis:Way must be auto or cpu or gpu, not '{value}'"], Fill(new WayOptions(), value));

    [Fact]
    public void Read_AutoForAnEnumThatIsNeverNull_IsAMistake() =>
        Assert.Contains(
            "Aegis:Backend must be onnx or deterministic, not 'auto'", Mistakes(("Aegis:Backend", "auto")), StringComparison.Ordinal);

    [Fact]
    public void Read_AliasesSetToNothing_AreNone() => Assert.Empty(Read(("Aegis:Model:Aliases", "")).Model.Aliases);

    [Theory]
    [InlineData("Aegis:Backend", "tensorflow", "onnx or deterministic")]
    [InlineData("Aegis:Backend", "1", "onnx or deterministic")]
    [InlineData("Aegis:Enabled", "yes", "true or false")]
    [InlineData("Aegis:Execution:Workers", "many", "whole number")]
    [InlineData("Aegis:Execution:Workers", "0", "between 1 and 256")]
    [InlineData("Aegis:Execution:Workers", "99999999999", "whole number")]
    [InlineData("Aegis:Admission:RequestTimeLimit", "soon", "hh:mm:ss")]
    [InlineData("Aegis:Admission:RequestTimeLimit", "00:00:00", "between")]
    [InlineData("Aegis:Api:MaxBodyBytes", "10", "between")]
    [InlineData("Aegis:Api:MaxBodyBytes", "2147483647", "between")]
    [InlineData("Aegis:Model:Directory", "", "Directory")]
    [InlineData("Aegis:Api:MaxInputs", "0x10", "whole number")]
    [InlineData("Aegis:Model", "foo", "group of settings")]
    [InlineData("Aegis:Modell:Directory", "/x", "not a setting")]
    [InlineData("Aegis:Api:MaxInput", "5", "MaxInputs")]
    [InlineData("Aegis:Api:Keys", "", "holds no key")]
    [InlineData("Aegis:Api:Keys", "one,two words", "visible ASCII")]
    [InlineData("Aegis:Api:Keys", "clé", "visible ASCII")]
    [InlineData("Aegis:Api:CorsOrigins", "*", "no origin")]
    [InlineData("Aegis:Api:CorsOrigins", "https://app.example/", "no origin")]
    [InlineData("Aegis:Api:CorsOrigins", "https://app.example,app.example", "'app.example'")]
    [InlineData("Aegis:Api:TokenIds", "o200k_base", "model or cl100k_base")]
    [InlineData("Aegis:Model:Truncation", "middle", "end or start or none")]
    public void Read_WrongValueOrUnknownKey_NamesKeyAndRemedy(string key, string value, string remedy)
    {
        var message = Mistakes((key, value));

        Assert.Contains(key.Split(':')[^1] == "Directory" ? key[..key.LastIndexOf(':')] : key, message, StringComparison.Ordinal);
        Assert.Contains(remedy, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WrongKey_IsNotRepeated() =>
        Assert.DoesNotContain("secret", Mistakes(("Aegis:Api:Keys", "my secret")), StringComparison.Ordinal);

    [Fact]
    public void Read_SeveralMistakes_NamesThemAll()
    {
        var message = Mistakes(
            ("Aegis:Execution:Workers", "many"),
            ("Aegis:Api:MaxInputs", "-1"),
            ("Aegis:Backend", "gpu"),
            ("Aegis:Typo", "1"));

        Assert.All(
            ["Aegis:Execution:Workers", "Aegis:Api:MaxInputs", "Aegis:Backend", "Aegis:Typo"],
            key => Assert.Contains(key, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Aegis:Admission:MaxQueuedTokens", "599999")]
    [InlineData("Aegis:Admission:MaxQueuedInputs", "4095")]
    public void Read_QueueSmallerThanARequest_SaysThatItCouldNeverBeAdmitted(string key, string value)
    {
        var message = Mistakes((key, value));

        Assert.Contains(key, message, StringComparison.Ordinal);
        Assert.Contains("never be admitted", message, StringComparison.Ordinal);
    }

    private static AegisOptions Read(params (string Key, string Value)[] settings) => AegisOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());

    private static List<string> Fill(WayOptions options, string value) => ConfigurationReader.Fill(
        options,
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Aegis:Way", (string?)value)]).Build().GetSection("Aegis"),
        skipped: []);

    private static string Mistakes(params (string Key, string Value)[] settings) =>
        Assert.Throws<ConfigurationException>(() => Read(settings)).Message;

    public enum Way
    {
        Cpu,
        Gpu,
    }

    private sealed class WayOptions
    {
        public Way? Way { get; set; } = ConfigurationReaderTests.Way.Cpu;
    }
}
