using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text.Json;
using Aegis.EmbeddingServer.Scheduling;

namespace Aegis.EmbeddingServer.Api;

/// <summary>Writes a completed job's vectors straight to the response, as JSON numbers that round-trip or as base64.</summary>
internal static class EmbeddingsResponseWriter
{
    /// <summary>Flush when this much is buffered, so that a large answer needs no large buffer.</summary>
    private const int FlushBytes = 64 * 1024;

    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    /// <summary>Of this thread, which writes one small answer after the other.</summary>
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _whole;

    /// <summary>Writes the body; the caller has set status and headers.</summary>
    /// <param name="output">The response pipe.</param>
    /// <param name="job">The completed job.</param>
    /// <param name="format">How to write.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public static async Task WriteAsync(PipeWriter output, EmbeddingJob job, ResponseFormat format, CancellationToken cancellationToken)
    {
        await using var writer = new Utf8JsonWriter(output, Options);
        WriteStart(writer);
        var flushed = 0L;
        for (var index = 0; index < job.Sequences.Count; index++)
        {
            WriteItem(writer, index, job.Vector(index), format.Base64);
            if (writer.BytesCommitted + writer.BytesPending - flushed > FlushBytes)
            {
                flushed = writer.BytesCommitted + writer.BytesPending;
                await writer.FlushAsync(cancellationToken);
                await output.FlushAsync(cancellationToken);
            }
        }

        WriteEnd(writer, job, format);
        // The web server sends the rest with the end of the answer, all at once.
        await writer.FlushAsync(cancellationToken);
    }

    /// <summary>
    /// Writes a small body, and its length before it: a proxy in front then passes it on in one piece, and asks elsewhere
    /// when it gets less. The web server sends it with the end of the answer.
    /// </summary>
    public static void WriteWhole(HttpResponse response, EmbeddingJob job, ResponseFormat format)
    {
        var whole = _whole ??= new ArrayBufferWriter<byte>(FlushBytes / 4);
        whole.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(whole, Options))
        {
            WriteStart(writer);
            for (var index = 0; index < job.Sequences.Count; index++)
            {
                WriteItem(writer, index, job.Vector(index), format.Base64);
            }

            WriteEnd(writer, job, format);
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

    private static void WriteEnd(Utf8JsonWriter writer, EmbeddingJob job, ResponseFormat format)
    {
        writer.WriteEndArray();
        writer.WriteString("model"u8, format.ModelId);
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("prompt_tokens"u8, job.Tokens);
        writer.WriteNumber("total_tokens"u8, job.Tokens);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter writer, int index, ReadOnlySpan<float> vector, bool base64)
    {
        writer.WriteStartObject();
        writer.WriteString("object"u8, "embedding"u8);
        writer.WriteNumber("index"u8, index);
        if (base64)
        {
            // Little-endian float32, which every platform of ONNX Runtime has in memory.
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
