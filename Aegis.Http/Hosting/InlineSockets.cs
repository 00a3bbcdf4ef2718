namespace Aegis.Http.Hosting;

/// <summary>A switch of the runtime: the thread that waits for sockets also handles the bytes that they receive.</summary>
internal static class InlineSockets
{
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>
    /// Switches this on unless the environment sets it. The runtime reads it at the first socket. Only for a process of our
    /// own: code that blocks such a thread stops every connection.
    /// </summary>
    public static void Enable() => Environment.SetEnvironmentVariable(Variable, Environment.GetEnvironmentVariable(Variable) ?? "1");
}
