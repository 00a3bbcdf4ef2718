using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Aegis.Testing.Telemetry;

/// <summary>Sees the instruments of one service, and the attributes that they are recorded with.</summary>
internal sealed class InstrumentSpy : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<Instrument, HashSet<string>> _attributes = [];

    public InstrumentSpy()
    {
        Meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == Meters)
            {
                _attributes.Add(instrument, []);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        _listener.Start();
    }

    /// <summary>Makes the meter that is looked at.</summary>
    public IMeterFactory Meters { get; }

    /// <summary>A row of each instrument.</summary>
    public IEnumerable<string> Rows()
    {
        _listener.RecordObservableInstruments();
        return _attributes.Select(seen => TelemetryDocument.Describe(seen.Key, seen.Value));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    private void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, _) in tags)
        {
            _attributes[instrument].Add(key);
        }
    }
}
