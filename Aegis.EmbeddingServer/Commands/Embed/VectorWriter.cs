using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Aegis.EmbeddingServer.Commands.Embed;

/// <summary>Writes vectors in the order of their lines.</summary>
internal abstract class VectorWriter : IDisposable
{
    public abstract void Write(ReadOnlySpan<float> vector, int tokens, bool truncated);

    /// <summary>Writes what is buffered, if the format allows it before the end.</summary>
    public abstract Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>Writes what is known at the end only.</summary>
    public abstract Task CompleteAsync(CancellationToken cancellationToken);

    public abstract void Dispose();
}

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

/// <summary>
/// One NumPy array of little-endian float32, shape (lines, width). The header has the number of rows, which is known at the end, so
/// the rows wait in a temporary file. Format 1.0: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
/// </summary>
internal sealed class NpyWriter(Stream output, int width) : VectorWriter
{
    private const int HeaderBytes = 128;
    private const int PreambleBytes = 10;

    private readonly FileStream _rows = new(
        Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 64 * 1024, FileOptions.DeleteOnClose);

    private long _count;

    public override void Write(ReadOnlySpan<float> vector, int tokens, bool truncated)
    {
        // Every platform of ONNX Runtime is little-endian.
        _rows.Write(MemoryMarshal.AsBytes(vector));
        _count++;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(Header(), cancellationToken);
        _rows.Position = 0;
        await _rows.CopyToAsync(output, cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    public override void Dispose() => _rows.Dispose();

    // \x93NUMPY, version 1.0, length of what follows in two bytes; then a Python dict, filled with spaces to a multiple of 64.
    private byte[] Header()
    {
        var shape = FormattableString.Invariant($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({_count}, {width}), }}");
        var header = new byte[HeaderBytes];
        header.AsSpan().Fill((byte)' ');
        header[0] = 0x93;
        "NUMPY"u8.CopyTo(header.AsSpan(1));
        header[6] = 1;
        header[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), HeaderBytes - PreambleBytes);
        Encoding.ASCII.GetBytes(shape, header.AsSpan(PreambleBytes));
        header[^1] = (byte)'\n';
        return header;
    }
}
