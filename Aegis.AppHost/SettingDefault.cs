using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;

namespace Aegis.AppHost;

/// <summary>
/// A parameter's value where none is given: the server's own setting, if the graph was started with it
/// (<c>Aegis__Model__Precision=fp32</c>), so that the parameter does not undo it, else a fixed value.
/// </summary>
internal sealed class SettingDefault(IConfiguration configuration, string key, string otherwise) : ParameterDefault
{
    public override string GetDefaultValue() => configuration[key] ?? otherwise;

    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", GetDefaultValue());
}
