using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Aegis.SoakRunner.Load;
using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Faults;

/// <summary>Faults that no HTTP client makes: they are written to a socket.</summary>
internal sealed class RawFaults(RunSettings settings, RequestMaker requests, TimeProvider time)
{
    private const long OversizedBytes = 1L << 40;
    private const int SlowBytes = 8 * 1024;

    private static readonly TimeSpan SlowPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Makes one fault. Returns what was wrong about the reaction; null: nothing.</summary>
    public async Task<string?> InjectAsync(FaultKind kind, int number, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            using var socket = new TcpClient { NoDelay = true };
            await socket.ConnectAsync(settings.Target.Host, settings.Target.Port, limit.Token);
            var stream = socket.GetStream();
            switch (kind)
            {
                case FaultKind.HangUp:
                    await SendAsync(stream, requests.Make(number).Body, limit.Token);
                    return null;
                case FaultKind.OversizedBody:
                    await stream.WriteAsync(Head(OversizedBytes), limit.Token);
                    return Expect(HttpStatusCode.RequestEntityTooLarge, await ReadAsync(stream, TimeSpan.Zero, limit.Token));
                case FaultKind.BrokenJson:
                    await SendAsync(stream, Encoding.ASCII.GetBytes("{\"input\": [\"a text\""), limit.Token);
                    return Expect(HttpStatusCode.BadRequest, await ReadAsync(stream, TimeSpan.Zero, limit.Token));
                default:
                    await SendAsync(stream, requests.Make(SlowNumber(number)).Body, limit.Token);
                    var answer = await ReadAsync(stream, SlowPause, limit.Token);
                    // An overloaded target may refuse. A whole answer ends with its JSON, chunked or not.
                    return Status(answer) is 429 or 503
                        ? null
                        : Expect(HttpStatusCode.OK, answer)
                            ?? (answer.TrimEnd('\r', '\n', '0').EndsWith('}') ? null : "the answer is not whole");
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return exception.Message;
        }
        catch (OperationCanceledException)
        {
            return $"no whole answer within {AnswerTimeout.TotalSeconds} s";
        }
    }

    // A number at which the maker sends pool texts.
    private static int SlowNumber(int number) => (number * 1_000) + 7;

    private async Task SendAsync(NetworkStream stream, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Head(body.Length), cancellationToken);
        await stream.WriteAsync(body, cancellationToken);
    }

    private byte[] Head(long length)
    {
        var key = settings.ApiKey is null ? string.Empty : $"Authorization: Bearer {settings.ApiKey}\r\n";
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST /v1/embeddings HTTP/1.1\r\nHost: {settings.Target.Authority}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {length}\r\nConnection: close\r\n{key}\r\n"));
    }

    private async Task<string> ReadAsync(NetworkStream stream, TimeSpan pause, CancellationToken cancellationToken)
    {
        var answer = new StringBuilder();
        var buffer = new byte[SlowBytes];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            await Task.Delay(pause, time, cancellationToken);
        }

        return answer.ToString();
    }

    private static string? Expect(HttpStatusCode expected, string answer) =>
        Status(answer) == (int)expected ? null : $"status {Status(answer)} instead of {(int)expected}";

    private static int Status(string answer) =>
        answer.Length > 12 && int.TryParse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture, out var status) ? status : 0;
}
