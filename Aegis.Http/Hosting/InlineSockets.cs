namespace Aegis.Http.Hosting;

/// <summary>The runtime's own switch: what a socket has received is handled on the thread that waits for sockets.</summary>
internal static class InlineSockets
{
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>
    /// Switches it on unless the environment says otherwise; it is read at the first socket. Only in a process of our own:
    /// whoever blocks on such a thread stops every connection.
    /// </summary>
    public static void Enable() => Environment.SetEnvironmentVariable(Variable, Environment.GetEnvironmentVariable(Variable) ?? "1");
}
