using System.ComponentModel.DataAnnotations;

namespace Aegis.Http.Settings;

/// <summary>The part of <c>Aegis:Api</c> that server and gateway share: who may call, and how large a body may be.</summary>
internal class FrontOptions
{
    /// <summary>A request must carry one of these keys. Default: none, so every request is accepted.</summary>
    [ApiKeys]
    public IReadOnlyList<string> Keys { get; set; } = [];

    /// <summary>Origins whose pages may call from a browser, such as <c>https://app.example</c>. Default: none.</summary>
    [Origins]
    public IReadOnlyList<string> CorsOrigins { get; set; } = [];

    /// <summary>Limit of a body, in bytes: 1 KiB to 1 GiB, because a body is one piece of memory. Default: 32 MiB.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxBodyBytes { get; set; } = 32 * 1024 * 1024;
}
