using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;

namespace Aegis.AppHost;

/// <summary>
/// The default of a parameter: the server's own setting, if the graph was started with it
/// (<c>Aegis__Model__Precision=fp32</c>), else a fixed value. The parameter then does not undo the setting.
/// </summary>
internal sealed class SettingDefault(IConfiguration configuration, string key, string otherwise) : ParameterDefault
{
    public override string GetDefaultValue() => configuration[key] ?? otherwise;

    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", GetDefaultValue());
}
