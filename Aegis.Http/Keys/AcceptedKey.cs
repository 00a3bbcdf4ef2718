namespace Aegis.Http.Keys;

/// <summary>The valid key that a request carries.</summary>
internal static class AcceptedKey
{
    private static readonly object Item = new();

    public static void Set(HttpContext context, string key) => context.Items[Item] = key;

    /// <summary>Null when no keys are configured.</summary>
    public static string? Of(HttpContext context) => context.Items.TryGetValue(Item, out var key) ? (string)key! : null;
}
