namespace Aegis.EmbeddingServer.Tests.Commands;

/// <summary>Whoever asks for another model or port in words that are no setting must not get the default one.</summary>
public sealed class SettingArgumentsTests
{
    [Theory]
    [InlineData]
    [InlineData("--urls=http://127.0.0.1:0")]
    [InlineData("--urls", "http://127.0.0.1:0")]
    [InlineData("--URLS=http://127.0.0.1:0", "--environment", "Development")]
    [InlineData("--Aegis:Model:Directory=models/other", "Aegis:Backend=onnx", "/Aegis:Enabled=true")]
    [InlineData("--Aegis:Model:Directory", "models/other", "--Logging:LogLevel:Default", "Debug")]
    [InlineData("--http_ports=8080", "--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317")]
    [InlineData("--Aegis:Model:Prompts:query=text = more")]
    [InlineData("--config=/etc/aegis/aegis.json")]
    [InlineData("--config", "/etc/aegis/aegis.json")]
    public void ProblemWith_Settings_IsNone(params string[] args) => Assert.Null(SettingArguments.ProblemWith(args, Entry.Example));

    [Theory]
    [InlineData("'models/other' is not a setting", "models/other")]
    [InlineData("'/models/other' is not a setting", "/models/other")]
    [InlineData("'--model' is not a setting", "--model", "models/other")]
    [InlineData("'--port=9000' is not a setting", "--port=9000")]
    [InlineData("'-p' is not a setting", "-p", "9000")]
    [InlineData("'--Aegis__Model__Directory=models/other' is not a setting", "--Aegis__Model__Directory=models/other")]
    [InlineData("'Aegis:Enabled' is not a setting", "Aegis:Enabled")]
    [InlineData("'--Aegis:Model:Directory' has no value", "--Aegis:Model:Directory")]
    [InlineData("'models/other' is not a setting", "--urls", "http://127.0.0.1:0", "models/other")]
    public void ProblemWith_WhatIsNoSetting_NamesItAndShowsOne(string expected, params string[] args)
    {
        var problem = SettingArguments.ProblemWith(args, Entry.Example);

        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.Contains("--Aegis:Model:Directory=DIR", problem, StringComparison.Ordinal);
    }
}
