using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Aegis.SoakRunner.Target;

namespace Aegis.SoakRunner.Measure;

/// <summary>
/// Samples the target each second: its <c>/metrics</c>, and its process if it runs on this machine. <c>target_info</c> in
/// <c>/metrics</c> has the process id.
/// </summary>
internal sealed class TargetSampler(HttpClient http, bool isLocal, RunClock clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>An older sample is not used.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(4);

    private TargetSample? _latest;
    private TimeSpan _latestAt;
    private int? _process;
    private int? _recognised;
    private int _restarts;

    /// <summary>Null: no recent sample.</summary>
    public TargetSample? Latest => clock.Elapsed - _latestAt <= MaxAge ? Volatile.Read(ref _latest) : null;

    /// <summary>
    /// The target's process on this machine; null: not known. Its name is compared, too: the id of a process in a container may
    /// be that of another process here.
    /// </summary>
    public int? LocalProcess => _recognised;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var begin = clock.Elapsed;
            await SampleAsync(stop);
            await clock.UntilAsync(begin + Every, stop);
        }
    }

    public async Task SampleAsync(CancellationToken stop)
    {
        try
        {
            var metrics = PrometheusText.Read(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), stop));
            var sample = Read(metrics);
            _latestAt = clock.Elapsed;
            Volatile.Write(ref _latest, sample);
        }
        catch (Exception exception) when (
            exception is HttpRequestException or OperationCanceledException or InvalidOperationException or IOException)
        {
            // The timeline and the verdict show missing samples.
        }
    }

    private TargetSample Read(PrometheusText metrics)
    {
        if (int.TryParse(metrics.Label("target_info", "process_pid"), CultureInfo.InvariantCulture, out var now))
        {
            _restarts += _process is { } before && before != now ? 1 : 0;
            _process = now;
        }

        var sample = new TargetSample(
            _process,
            _restarts,
            (long?)metrics.Sum("dotnet_process_memory_working_set_bytes"),
            (long?)metrics.Sum("dotnet_gc_last_collection_heap_size_bytes"),
            null,
            null,
            metrics.Sum("dotnet_process_cpu_time_seconds_total"),
            metrics.Sum("aegis_queue_inputs"),
            metrics.Sum("aegis_queue_tokens"));
        return isLocal && _process is { } id ? WithProcess(sample, id, metrics.Label("target_info", "process_executable_name")) : sample;
    }

    // If the target runs in a container, this id may be that of another process here.
    private TargetSample WithProcess(TargetSample sample, int id, string? name)
    {
        _recognised = null;
        try
        {
            using var process = Process.GetProcessById(id);
            if (id <= 1 || process.ProcessName != name)
            {
                return sample;
            }

            _recognised = id;
            return sample with { WorkingSetBytes = process.WorkingSet64, Threads = process.Threads.Count, Handles = process.HandleCount };
        }
        catch (Exception exception) when (
            exception is ArgumentException or InvalidOperationException or Win32Exception or UnauthorizedAccessException or IOException)
        {
            return sample;
        }
    }
}
