using System.Buffers;
using System.Text.Json;

namespace Aegis.EmbeddingServer.Commands.Embed;

/// <summary>
/// A line for each vector: <c>{"index":0,"embedding":[…],"tokens":7}</c>, with <c>"truncated":true</c> if the text was cut.
/// </summary>
internal sealed class JsonLinesWriter(Stream output) : VectorWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { SkipValidation = true });
    private long _index;

    public override void Write(ReadOnlySpan<float> vector, int tokens, bool truncated)
    {
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteNumber("index"u8, _index++);
        _json.WriteStartArray("embedding"u8);
        foreach (var component in vector)
        {
            _json.WriteNumberValue(component);
        }

        _json.WriteEndArray();
        _json.WriteNumber("tokens"u8, tokens);
        if (truncated)
        {
            _json.WriteBoolean("truncated"u8, true);
        }

        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        await output.FlushAsync(cancellationToken);
        _buffer.ResetWrittenCount();
    }

    public override Task CompleteAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    public override void Dispose() => _json.Dispose();
}
