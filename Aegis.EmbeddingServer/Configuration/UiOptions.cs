namespace Aegis.EmbeddingServer.Configuration;

/// <summary><c>Aegis:Ui</c>: the page at <c>/</c>.</summary>
internal sealed class UiOptions
{
    /// <summary>False: there is no page. Default: true.</summary>
    public bool Enabled { get; set; } = true;
}
