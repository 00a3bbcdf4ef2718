using System.ComponentModel.DataAnnotations;

namespace Aegis.Http.Settings;

/// <summary>The part of <c>Aegis:Api</c> that every service with the contract's routes has: who may call, and how much a body may hold.</summary>
internal class FrontOptions
{
    /// <summary>Keys of which a request must carry one. Default: none, every caller is welcome.</summary>
    [ApiKeys]
    public IReadOnlyList<string> Keys { get; set; } = [];

    /// <summary>Origins whose pages may call from a browser, such as <c>https://app.example</c>. Default: none.</summary>
    [Origins]
    public IReadOnlyList<string> CorsOrigins { get; set; } = [];

    /// <summary>Largest body, in bytes: 1 KiB to 1 GiB, since it is held in one piece. Default: 32 MiB.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxBodyBytes { get; set; } = 32 * 1024 * 1024;
}
