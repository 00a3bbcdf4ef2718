using Microsoft.Extensions.Logging;

namespace Aegis.Testing.Telemetry;

/// <summary>Keeps what is logged.</summary>
internal sealed class CollectingLogger<T> : ILogger<T>
{
    /// <summary>The warnings, and worse.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The ids of all events.</summary>
    public List<int> Events { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        Events.Add(eventId.Id);
        if (logLevel >= LogLevel.Warning)
        {
            Warnings.Add(formatter(state, exception));
        }
    }
}
