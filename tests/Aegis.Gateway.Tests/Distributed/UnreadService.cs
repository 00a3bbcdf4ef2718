using System.Diagnostics;
using System.Net.Sockets;
using Aegis.Testing.Models;

namespace Aegis.Gateway.Tests.Distributed;

/// <summary>A service whose standard output is a full pipe, which nobody reads until <see cref="Read"/>.</summary>
internal sealed class UnreadService : IAsyncDisposable
{
    private const int Requests = 400;

    // Logged at least twice for each request.
    private static readonly string LongQuery = new('q', 4000);

    // The log has the address, and nobody reads the log.
    private readonly TempFolder _folder;
    private readonly Process _process;
    private readonly OutputText _errors;
    private readonly HttpClient _client;

    private UnreadService(TempFolder folder, Process process)
    {
        (_folder, _process, _errors) = (folder, process, new OutputText(process.StandardError));
        var socket = new UnixDomainSocketEndPoint(SocketIn(folder));
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(socket, cancellation);
                return new NetworkStream(connection, ownsSocket: true);
            },
        })
        {
            BaseAddress = new Uri("http://localhost"),
            Timeout = Deadline.Wait,
        };
    }

    public string Errors => _errors.ToString();

    /// <summary>Starts it with every log line, and waits until it listens.</summary>
    /// <param name="command">Assembly and arguments. <c>URL</c> stands for the address.</param>
    /// <param name="variables">More variables.</param>
    /// <param name="redirections">Redirections of a shell.</param>
    public static async Task<UnreadService> StartAsync(string command, string variables, string redirections)
    {
        var folder = new TempFolder();
        var dotnet = command.Replace("URL", $"http://unix:{SocketIn(folder)}", StringComparison.Ordinal);
        var process = StartProgram($"Logging__Console__LogLevel__Microsoft.AspNetCore=Trace {variables}", dotnet, redirections);
        var service = new UnreadService(folder, process);
        await Deadline.UntilAsync(() => File.Exists(SocketIn(folder)));
        return service;
    }

    /// <summary>Starts a program with a full pipe as its standard output.</summary>
    public static Process StartProgram(string variables, string command, string redirections = "")
    {
        const string FillPipe = "head -c 65536 /dev/zero";
        var program = $"exec env {variables} dotnet {Path.Combine(AppContext.BaseDirectory, command)} {redirections}";
        return ChildProcess.Start(new ProcessStartInfo("sh", ["-c", $"{FillPipe}; {program}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
    }

    /// <summary>Sends requests with more log lines than pipe and queues hold. Each one must be answered.</summary>
    public async Task FillAsync()
    {
        for (var request = 0; request < Requests; request++)
        {
            await AskAsync(LongQuery);
        }
    }

    public async Task AskAsync(string query) => Assert.Equal("Healthy", await _client.GetStringAsync($"/alive?{query}"));

    public OutputText Read() => new(_process.StandardOutput);

    public Task<int> TerminateAsync()
    {
        Signal.Terminate(_process);
        return ChildProcess.ExitCodeAsync(_process, Deadline.Wait, () => Errors);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Dispose();
    }

    private static string SocketIn(TempFolder folder) => folder.File("s");
}
