using System.Diagnostics;
using System.Text;

namespace Aegis.EmbeddingServer.Tests.Support;

/// <summary>A command of the server's executable, as a user runs it.</summary>
internal static class Tool
{
    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "Aegis.EmbeddingServer.dll");

    /// <summary>Runs it to its end.</summary>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="args">The command line.</param>
    public static async Task<ToolResult> RunAsync(byte[] input, params string[] args)
    {
        using var process = Start(args);
        var output = ReadAsync(process.StandardOutput.BaseStream);
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading everything, which its exit code explains.
        }

        await process.WaitForExitAsync().WaitAsync(Deadline.Wait);
        return new ToolResult(process.ExitCode, await output, await errors);
    }

    public static Task<ToolResult> RunAsync(string input, params string[] args) => RunAsync(Encoding.UTF8.GetBytes(input), args);

    /// <summary>Runs it with one line of input, and its output in a file.</summary>
    public static Task<(int ExitCode, string Errors)> RunIntoAsync(string file, params string[] args) =>
        RunInShellAsync($"echo hello | dotnet \"$@\" > {file}", args);

    /// <summary>Runs it in a line of a shell, in which <c>dotnet "$@"</c> stands for the command.</summary>
    public static async Task<(int ExitCode, string Errors)> RunInShellAsync(string line, params string[] args)
    {
        using var process = Process.Start(
            new ProcessStartInfo("sh", ["-c", line, "sh", Executable, .. args]) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Deadline.Wait);
        await process.WaitForExitAsync().WaitAsync(Deadline.Wait);
        return (process.ExitCode, errors);
    }

    /// <summary>Starts it, with everything redirected.</summary>
    public static Process Start(params string[] args) => ChildProcess.Start(new ProcessStartInfo("dotnet", [Executable, .. args])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    });

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}

/// <summary>What a command did.</summary>
internal sealed record ToolResult(int ExitCode, byte[] Output, string Errors)
{
    public string Text => Encoding.UTF8.GetString(Output);
}
