using System.ComponentModel;
using System.Diagnostics;

namespace Aegis.Testing.Processes;

/// <summary>Starts the programs that tests send signals to, and waits for their end.</summary>
internal static class ChildProcess
{
    // A child inherits the signals that its parent ignores: a background job of a script ignores SIGINT.
    private const string DefaultSignals = "--default-signal=INT,TERM";

    private static readonly Lazy<bool> EnvResetsSignals = new(Probe);

    /// <summary>Starts a program that SIGINT and SIGTERM reach, whatever this process ignores.</summary>
    public static Process Start(ProcessStartInfo start) => Process.Start(WithDefaultSignals(start))!;

    /// <summary>Lets <c>env</c> start the program where it can reset signals (coreutils 8.31); it keeps the process id.</summary>
    public static ProcessStartInfo WithDefaultSignals(ProcessStartInfo start)
    {
        if (EnvResetsSignals.Value)
        {
            start.ArgumentList.Insert(0, DefaultSignals);
            start.ArgumentList.Insert(1, start.FileName);
            start.FileName = "env";
        }

        return start;
    }

    /// <summary>Reads both outputs to their end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> EndAsync(Process process)
    {
        var output = new OutputText(process.StandardOutput);
        var errors = new OutputText(process.StandardError);
        var exitCode = await ExitCodeAsync(process, Deadline.Wait, () => $"{output}{errors}");
        await Task.WhenAll(output.Ended, errors.Ended).WaitAsync(Deadline.Wait);
        return (exitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Waits for the end of a process. A time-out tells the state of the process and what it wrote.</summary>
    public static async Task<int> ExitCodeAsync(Process process, TimeSpan wait, Func<string> output)
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(wait);
            return process.ExitCode;
        }
        catch (TimeoutException)
        {
            var state = process.HasExited ? $"has ended with exit code {process.ExitCode}, but its output is open" : "still runs";
            throw new TimeoutException($"After {wait}, process {process.Id} {state}. It wrote:\n{output()}");
        }
    }

    private static bool Probe()
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        try
        {
            using var env = Process.Start(new ProcessStartInfo("env", [DefaultSignals, "true"]) { RedirectStandardError = true })!;
            env.WaitForExit();
            return env.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
