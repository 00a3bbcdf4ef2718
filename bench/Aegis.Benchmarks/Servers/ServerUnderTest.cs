using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Numerics.Tensors;
using System.Text.Json;
using Aegis.SoakRunner.CapacityCheck;
using Aegis.SoakRunner.Load;
using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Target;

namespace Aegis.Benchmarks.Servers;

/// <summary>The published server as a process of its own, on a free loopback port.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    /// <summary>The setting for a server without a model: what is left is the cost of Aegis itself.</summary>
    public const string Deterministic = "Aegis:Backend=deterministic";

    private static readonly IReadOnlyDictionary<string, string?> NoVariables = new Dictionary<string, string?>();
    private static readonly Lazy<ReferenceItem> Reference = new(() => GoldenTexts.Read().Items[3]);

    private readonly Process _process;

    private ServerUnderTest(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>The body of its <c>/health</c>.</summary>
    public string Describe { get; private set; } = string.Empty;

    /// <summary>Process start to the first right embedding.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Starts a server and waits for its first embedding, which must be right.</summary>
    /// <param name="settings">Such as <c>Aegis:Model:Precision=fp32</c>.</param>
    public static Task<ServerUnderTest> StartAsync(params IEnumerable<string> settings) => StartAsync(NoVariables, settings);

    /// <summary>Starts a server with environment variables.</summary>
    public static async Task<ServerUnderTest> StartAsync(IReadOnlyDictionary<string, string?> environment, IEnumerable<string> settings) =>
        await StartAsync(Program(await PublishedServer.FindAsync()), environment, settings);

    /// <summary>Starts a server on one core. Linux only.</summary>
    public static async Task<ServerUnderTest> StartAsync(int core, IEnumerable<string> settings) =>
        await StartAsync(OnCore(core, await PublishedServer.FindAsync()), NoVariables, settings);

    /// <summary>Starts a certain build: an assembly, or an executable.</summary>
    public static Task<ServerUnderTest> StartAsync(string published, IEnumerable<string> settings) =>
        StartAsync(Program(published), NoVariables, settings);

    /// <summary>Starts the gateway in front of servers.</summary>
    /// <param name="settings">The settings of the servers.</param>
    /// <param name="core">The only core of the gateway, on Linux; null: all.</param>
    public static async Task<ServerUnderTest> StartGatewayAsync(
        IEnumerable<ServerUnderTest> servers, IEnumerable<string> settings, int? core = null)
    {
        var published = await PublishedServer.FindGatewayAsync();
        var addresses = servers.Select(server => server.Address.GetLeftPart(UriPartial.Authority));
        return await StartAsync(
            core is { } only ? OnCore(only, published) : Program(published),
            NoVariables,
            [$"Aegis:Gateway:Servers={string.Join(',', addresses)}", .. settings]);
    }

    private static async Task<ServerUnderTest> StartAsync(
        string[] program, IReadOnlyDictionary<string, string?> environment, IEnumerable<string> settings)
    {
        var clock = new RunClock(TimeProvider.System);
        string[] arguments = [.. program[1..], "--urls=http://127.0.0.1:0", .. settings.Select(setting => "--" + setting)];
        var start = new ProcessStartInfo(program[0], arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var server = new ServerUnderTest(process, await AddressAsync(process.StandardOutput));
        // The server would block on a full pipe.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        using var client = new HttpClient { BaseAddress = server.Address };
        var isModel = !settings.Contains(Deterministic);
        while (!await IsRightAsync(client, isModel))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        server.StartTime = clock.Elapsed;
        server.Describe = await client.GetStringAsync(new Uri("/health", UriKind.Relative));
        // Leaves the thread that waits for sockets: the benchmarks block.
        await Task.Yield();
        return server;
    }

    /// <summary>CPU time of the process so far, all cores together.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The batches so far. Blocks.</summary>
    /// <exception cref="InvalidOperationException">The build has no metrics of batches.</exception>
    public TargetBatches Batches()
    {
        using var http = TargetHttp.Create(Address, key: null);
        return TargetBatches.ReadAsync(http, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Resident bytes now, and their maximum so far.</summary>
    public (long Resident, long Peak) Memory()
    {
        _process.Refresh();
        return (_process.WorkingSet64, OperatingSystem.IsLinux() ? LinuxPeak(_process.Id) : _process.PeakWorkingSet64);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string[] Program(string published) =>
        published.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", published] : [published];

    // https://man7.org/linux/man-pages/man1/taskset.1.html
    private static string[] OnCore(int core, string published) => ["taskset", "-c", $"{core}", .. Program(published)];

    private static async Task<Uri> AddressAsync(StreamReader output)
    {
        const string Listening = "Now listening on: ";
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var position)
            {
                return new Uri(line[(position + Listening.Length)..]);
            }
        }

        throw new InvalidOperationException("the server ended before it listened");
    }

    private static async Task<bool> IsRightAsync(HttpClient client, bool isModel)
    {
        var reference = Reference.Value;
        using var response = await client.PostAsJsonAsync("/v1/embeddings", new { input = reference.Text });
        if (!response.IsSuccessStatusCode || !isModel)
        {
            return response.IsSuccessStatusCode;
        }

        using var answer = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
        var embedding = answer.RootElement.GetProperty("data")[0].GetProperty("embedding");
        float[] vector = [.. embedding.EnumerateArray().Select(component => component.GetSingle())];
        var cosine = TensorPrimitives.CosineSimilarity<float>(vector, reference.Vector);
        return cosine >= 0.99 ? true : throw new InvalidOperationException($"the first embedding is wrong: cosine {cosine}");
    }

    // VmHWM:	  161516 kB
    private static long LinuxPeak(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
