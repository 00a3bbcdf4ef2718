using System.Threading.Channels;
using Aegis.SoakRunner.Live;
using Spectre.Console;

namespace Aegis.SoakRunner.Terminal;

/// <summary>Shows a run on the terminal: a live table, or a line every ten seconds if the terminal is not interactive.</summary>
internal sealed class TerminalView : IDisposable
{
    private const int LineEverySeconds = 10;

    private readonly IAnsiConsole _console;
    private readonly LiveFeed _feed;
    private readonly SoakProfile _profile;
    private readonly Channel<LiveEvent> _events;
    private readonly Task _showing;
    private string? _message;

    public TerminalView(IAnsiConsole console, LiveFeed feed, SoakProfile profile)
    {
        (_console, _feed, _profile) = (console, feed, profile);
        _events = feed.Watch();
        _showing = console.Profile.Capabilities.Interactive ? ShowTableAsync() : ShowLinesAsync();
    }

    public Task EndAsync()
    {
        _events.Writer.TryComplete();
        return _showing;
    }

    public void Dispose() => _feed.Leave(_events);

    private async Task ShowTableAsync()
    {
        await _console.Live(new Markup(string.Empty)).StartAsync(async live =>
        {
            await foreach (var happened in _events.Reader.ReadAllAsync())
            {
                if (happened.Tick is { } tick)
                {
                    live.UpdateTarget(Table(tick));
                }
                else if (happened.State is { Status: RunStatus.Waiting, Message: { } why })
                {
                    live.UpdateTarget(new Markup(Markup.Escape(why)));
                }
            }
        });
    }

    private async Task ShowLinesAsync()
    {
        _console.WriteLine($"profile {_profile.Name}, target {_feed.State.Target}");
        await foreach (var happened in _events.Reader.ReadAllAsync())
        {
            if (happened.State is { Status: RunStatus.Waiting, Message: { } why } && why != _message)
            {
                _console.WriteLine(_message = why);
            }

            if (happened.Tick is { } tick && (int)Math.Round(tick.Seconds) % LineEverySeconds == 0)
            {
                _console.WriteLine($"{Clock(tick.Seconds)} {string.Join("; ", tick.Streams.Select(Line))}");
            }
        }
    }

    private Table Table(LiveTick tick)
    {
        var total = _profile.TotalSeconds();
        var title = $"{_profile.Name} {Clock(tick.Seconds)} of {Clock(total)} ({_feed.State.Phase}), {_feed.State.Target}";
        var table = new Table().Title(Markup.Escape(title)).Border(TableBorder.Rounded);
        table.AddColumns("stream", "ok/s", "refused/s", "failed/s", "p50 ms", "p95 ms", "p99 ms", "in flight");
        foreach (var stream in tick.Streams)
        {
            table.AddRow(
                Markup.Escape(stream.Stream), Number(stream.OkPerSecond), Number(stream.RefusedPerSecond), stream.FailedPerSecond > 0
                    ? $"[red]{Number(stream.FailedPerSecond)}[/]"
                    : "0", Number(stream.P50), Number(stream.P95), Number(stream.P99), Number(stream.InFlight));
        }

        var bad = _feed.Gates.Count(gate => gate.Outcome == VerdictOutcome.Fail);
        var memory = tick.WorkingSetBytes is { } bytes ? Wording.Bytes(bytes) : "not known";
        var queue = tick.QueueInputs is { } inputs ? Number(inputs) : "not known";
        table.Caption(Markup.Escape($"memory {memory}, queue {queue}, gates that fail so far: {bad}"));
        return table;
    }

    private static string Line(StreamTick stream) =>
        Wording.Of($"{stream.Stream} {stream.OkPerSecond:F0}/s p50 {stream.P50:F1} p95 {stream.P95:F1} ms") + Extra(
            "refused", stream.RefusedPerSecond) + Extra("failed", stream.FailedPerSecond);

    private static string Extra(string name, double perSecond) => perSecond > 0 ? Wording.Of($" {name} {perSecond:F0}/s") : string.Empty;

    private static string Number(double value) => Wording.Of($"{value:0.#}");

    private static string Clock(double seconds) => Wording.Of($"{TimeSpan.FromSeconds(Math.Round(seconds)):hh\\:mm\\:ss}");
}
