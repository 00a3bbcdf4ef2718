namespace Aegis.Http.Keys;

/// <summary>The key by which a request was let in.</summary>
internal static class AcceptedKey
{
    private static readonly object Item = new();

    /// <summary>Notes it.</summary>
    public static void Set(HttpContext context, string key) => context.Items[Item] = key;

    /// <summary>The key; null where none are configured.</summary>
    public static string? Of(HttpContext context) => context.Items.TryGetValue(Item, out var key) ? (string)key! : null;
}
