namespace Aegis.Gateway;

/// <summary>Section <c>Aegis</c> of the configuration, as far as it is the gateway's. Environment variables write a colon as two underscores.</summary>
internal sealed class GatewayOptions
{
    public const string SectionName = "Aegis";

    /// <summary>Settings of the server, which may stand in an environment that both share; a test compares them with the server's own.</summary>
    public static readonly string[] OfTheServer =
    [
        "Aegis:Backend", "Aegis:Enabled", "Aegis:Deterministic", "Aegis:Model", "Aegis:Execution", "Aegis:Admission", "Aegis:Cache", "Aegis:Ui",
        "Aegis:Api:TokenIds", "Aegis:Api:MaxInputs", "Aegis:Api:MaxInputCharacters", "Aegis:Api:MaxRequestTokens", "Aegis:Telemetry:SlowRequest",
    ];

    public FrontOptions Api { get; } = new();

    public ReplicaOptions Gateway { get; } = new();

    public TraceOptions Telemetry { get; } = new();

    /// <summary>Reads the section.</summary>
    /// <exception cref="ConfigurationException">At least one key is wrong.</exception>
    public static GatewayOptions Read(IConfiguration configuration)
    {
        var options = new GatewayOptions();
        var mistakes = ConfigurationReader.Fill(options, configuration.GetSection(SectionName), OfTheServer);
        mistakes.AddRange(options.Gateway.CrossFieldMistakes());
        return mistakes.Count == 0 ? options : throw new ConfigurationException(mistakes);
    }
}
