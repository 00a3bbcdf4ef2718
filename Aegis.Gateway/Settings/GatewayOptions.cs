namespace Aegis.Gateway.Settings;

/// <summary>The gateway's part of section <c>Aegis</c>. Environment variables write a colon as two underscores.</summary>
internal sealed class GatewayOptions
{
    public FrontOptions Api { get; } = new();

    public ReplicaOptions Gateway { get; } = new();

    public TraceOptions Telemetry { get; } = new();

    /// <exception cref="ConfigurationException">At least one key is wrong.</exception>
    public static GatewayOptions Read(IConfiguration configuration)
    {
        var options = new GatewayOptions();
        var mistakes = ConfigurationReader.Fill(options, configuration.GetSection(AegisSection.Name), AegisSection.OfServer);
        mistakes.AddRange(options.Gateway.CrossFieldMistakes());
        return mistakes.Count == 0 ? options : throw new ConfigurationException(mistakes);
    }
}
