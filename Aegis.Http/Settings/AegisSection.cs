namespace Aegis.Http.Settings;

/// <summary>
/// Section <c>Aegis</c> of the configuration: the settings that only one service has. Server and gateway may share an
/// environment, so each one skips the settings of the other. A test compares both lists with the options of the services.
/// </summary>
internal static class AegisSection
{
    public const string Name = "Aegis";

    public static readonly string[] OfGateway = ["Aegis:Gateway"];

    public static readonly string[] OfServer =
    [
        "Aegis:Backend", "Aegis:Enabled", "Aegis:Deterministic", "Aegis:Model", "Aegis:Execution", "Aegis:Admission", "Aegis:Cache",
        "Aegis:Ui", "Aegis:Api:TokenIds", "Aegis:Api:MaxInputs", "Aegis:Api:MaxInputCharacters", "Aegis:Api:MaxRequestTokens",
        "Aegis:Telemetry:SlowRequest",
    ];
}
