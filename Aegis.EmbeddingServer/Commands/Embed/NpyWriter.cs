using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Aegis.EmbeddingServer.Commands.Embed;

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
