using System.Diagnostics;
using System.Text;

namespace Aegis.Testing.Processes;

/// <summary>The server as a process of its own, as a user starts it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => _process = process;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="environment">Variables to set; null removes one.</param>
    /// <param name="args">Its command line.</param>
    public static ServerProcess Start(IReadOnlyDictionary<string, string?> environment, params string[] args) =>
        StartProgram("Aegis.EmbeddingServer.dll", environment, args);

    /// <summary>Starts another program of the product in the same way.</summary>
    /// <param name="assembly">Its file, which lies beside the tests.</param>
    /// <param name="environment">Variables to set; null removes one.</param>
    /// <param name="args">Its command line.</param>
    public static ServerProcess StartProgram(string assembly, IReadOnlyDictionary<string, string?> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. args]);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Start(start);
    }

    /// <summary>Starts it as it is said.</summary>
    public static ServerProcess Start(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var process = new Process { StartInfo = ChildProcess.WithDefaultSignals(start) };
        var server = new ServerProcess(process);
        process.OutputDataReceived += (_, line) => server.Append(line.Data);
        process.ErrorDataReceived += (_, line) => server.Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return server;
    }

    /// <summary>The address it says it listens on.</summary>
    public Task<Uri> AddressAsync() => _address.Task.WaitAsync(Deadline.Wait);

    /// <summary>Its resident bytes now.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Exit code, once it has ended and its output is read.</summary>
    public Task<int> ExitCodeAsync() => ExitCodeAsync(Deadline.Wait);

    /// <summary>The same of something that may take longer.</summary>
    public Task<int> ExitCodeAsync(TimeSpan wait) => ChildProcess.ExitCodeAsync(_process, wait, () => Output);

    public void Terminate() => Signal.Terminate(_process);

    public void Kill() => Signal.Kill(_process);

    /// <summary>Lets it hang until <see cref="Resume"/>.</summary>
    public void Hang() => Signal.Hang(_process);

    public void Resume() => Signal.Resume(_process);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    // info: Microsoft.Hosting.Lifetime[14]
    //       Now listening on: http://127.0.0.1:40321
    private void Append(string? line)
    {
        const string Listening = "Now listening on: ";
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line?.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var position)
        {
            var address = line[(position + Listening.Length)..];
            // In a line of JSON there is more behind it.
            _address.TrySetResult(new Uri(address.Split('"')[0]));
        }
    }
}
