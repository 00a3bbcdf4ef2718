using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Aegis.EmbeddingServer.Tests.Support;

/// <summary>
/// A server whose queue one request fills: the next is refused with 429. As soon as one was, there is room, so that
/// whoever tries again is served the vector (1, 0, 0, 0).
/// </summary>
internal sealed class BusyServer : IAsyncDisposable
{
    private readonly GatedModel _model = new();
    private readonly MeterListener _refusals = new();
    private TestServer _server = null!;
    private Task<float[][]> _filler = null!;
    private int _refused;

    public Uri Address => _server.Address;

    /// <summary>How many requests were refused.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public static async Task<BusyServer> StartAsync()
    {
        var busy = new BusyServer();
        busy._server = await TestServer.StartAsync(
            TestModels.Around(busy._model),
            "Aegis:Api:MaxInputs=1",
            "Aegis:Admission:MaxQueuedInputs=2");
        busy.ListenForRefusals();
        busy._model.Close();
        busy._filler = EmbeddingsCaller.VectorsAsync(busy._server.Client, new { input = "fills the queue" });
        await busy._model.EnteredAsync();
        return busy;
    }

    public async ValueTask DisposeAsync()
    {
        _refusals.Dispose();
        _model.Open();
        await _filler;
        await _server.DisposeAsync();
    }

    private void ListenForRefusals()
    {
        var factory = _server.Services.GetRequiredService<IMeterFactory>();
        _refusals.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "aegis.failures" && instrument.Meter.Scope == factory)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _refusals.SetMeasurementEventCallback<long>((_, count, _, _) =>
        {
            Interlocked.Add(ref _refused, (int)count);
            _model.Open();
        });
        _refusals.Start();
    }
}
