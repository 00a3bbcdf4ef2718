using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text.Json;
using Aegis.Engine.Workers;

namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>Writes vectors straight to the response: JSON numbers that round-trip, or base64 of little-endian float32.</summary>
internal readonly struct EmbeddingsResponseWriter(EmbeddingJob job, string modelId, bool isBase64)
{
    /// <summary>Bytes to buffer before a flush, so that a large answer needs no large buffer.</summary>
    private const int FlushBytes = 64 * 1024;

    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    /// <summary>Of this thread, which writes one small answer after the other.</summary>
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _whole;

    public async Task WriteAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        await using var writer = new Utf8JsonWriter(output, Options);
        WriteStart(writer);
        var flushed = 0L;
        for (var index = 0; index < job.Sequences.Count; index++)
        {
            WriteItem(writer, index, job.Vector(index));
            if (writer.BytesCommitted + writer.BytesPending - flushed > FlushBytes)
            {
                flushed = writer.BytesCommitted + writer.BytesPending;
                await writer.FlushAsync(cancellationToken);
                await output.FlushAsync(cancellationToken);
            }
        }

        WriteEnd(writer);
        // The web server sends the rest with the end of the answer, all at once.
        await writer.FlushAsync(cancellationToken);
    }

    /// <summary>
    /// Writes a small body, and its length before it. A proxy then passes the body on in one piece, and asks another server
    /// when it gets less. The web server sends the body with the end of the answer.
    /// </summary>
    public void WriteWhole(HttpResponse response)
    {
        var whole = _whole ??= new ArrayBufferWriter<byte>(FlushBytes / 4);
        whole.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(whole, Options))
        {
            WriteStart(writer);
            for (var index = 0; index < job.Sequences.Count; index++)
            {
                WriteItem(writer, index, job.Vector(index));
            }

            WriteEnd(writer);
        }

        response.ContentLength = whole.WrittenCount;
        response.BodyWriter.Write(whole.WrittenSpan);
    }

    private static void WriteStart(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("object"u8, "list"u8);
        writer.WriteStartArray("data"u8);
    }

    private void WriteEnd(Utf8JsonWriter writer)
    {
        writer.WriteEndArray();
        writer.WriteString("model"u8, modelId);
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("prompt_tokens"u8, job.Tokens);
        writer.WriteNumber("total_tokens"u8, job.Tokens);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteItem(Utf8JsonWriter writer, int index, ReadOnlySpan<float> vector)
    {
        writer.WriteStartObject();
        writer.WriteString("object"u8, "embedding"u8);
        writer.WriteNumber("index"u8, index);
        if (isBase64)
        {
            // Little-endian float32: the memory layout of every platform of ONNX Runtime.
            writer.WriteBase64String("embedding"u8, MemoryMarshal.AsBytes(vector));
        }
        else
        {
            writer.WriteStartArray("embedding"u8);
            foreach (var component in vector)
            {
                writer.WriteNumberValue(component);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
