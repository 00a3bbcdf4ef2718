using Aegis.EmbeddingServer.Hub;
using Aegis.Engine.ModelFolders;

namespace Aegis.EmbeddingServer.Commands.Models;

/// <summary>The settings that serve a pulled folder.</summary>
internal static class PulledModel
{
    private const string Directory = "--Aegis:Model:Directory";
    private const string File = "--Aegis:Model:File=";

    /// <summary>
    /// Names a file if the server would not find it by its name, or would choose among several files. Only a pull with
    /// <c>--file</c> can have such a file.
    /// </summary>
    /// <param name="named">The values of <c>--file</c>.</param>
    /// <param name="present">Every file of the folder.</param>
    public static string Settings(IReadOnlyList<string> named, IReadOnlyList<string> present)
    {
        string[] wanted = [.. named.Where(HubFiles.IsGraph).Distinct()];
        var isFound = present.Where(HubFiles.IsGraph).ToArray() is [var only] && ModelFiles.All.Contains(only);
        return wanted.Length == 0 || isFound ? $"{Directory} serves it"
            : wanted is [var one] ? $"{Directory} with {File}{one} serves it"
            : $"{Directory} with one of {string.Join(", ", wanted.Select(file => File + file))} serves it";
    }
}
