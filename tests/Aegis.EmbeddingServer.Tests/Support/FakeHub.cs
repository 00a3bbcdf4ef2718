using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aegis.EmbeddingServer.Tests.Support;

/// <summary>
/// A Hugging Face hub with the model <c>acme/tiny</c>, on a free loopback port: small files have git's id as their etag,
/// large ones are redirects to a second host, as the real one answers.
/// </summary>
internal sealed class FakeHub : IAsyncDisposable
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly WebApplication _hub;
    private readonly WebApplication _cdn;

    private FakeHub()
    {
        _hub = Host(AnswerAsync);
        _cdn = Host(SendAsync);
    }

    /// <summary>Address of the hub itself.</summary>
    public Uri Address => new(_hub.Urls.Single());

    /// <summary>Authority of the host for large files.</summary>
    public string Cdn => new Uri(_cdn.Urls.Single()).Authority;

    /// <summary>The model's files, by path. Those of the name <c>.onnx…</c> are large.</summary>
    public Dictionary<string, byte[]> Files { get; } = new()
    {
        ["config.json"] = "{}"u8.ToArray(),
        ["tokenizer.json"] = "{\"model\":{}}"u8.ToArray(),
        ["vocab.txt"] = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(number => $"word{number}\n"))),
        ["1_Pooling/config.json"] = "{\"a\":1}"u8.ToArray(),
        ["README.md"] = "# tiny"u8.ToArray(),
        ["pytorch_model.bin"] = new byte[10],
        ["onnx/model.onnx"] = Graph(300_000),
        ["onnx/model_quantized.onnx"] = Graph(100_000),
    };

    /// <summary>What the hub says of a file instead of the truth, by path.</summary>
    public Dictionary<string, string> WrongChecksums { get; } = [];

    /// <summary>The commit that <c>main</c> is.</summary>
    public string Head { get; set; } = Commit;

    /// <summary>Takes a request away from the hub and its other host: true when it has been answered.</summary>
    public Func<HttpContext, Task<bool>> Trouble { get; set; } = _ => Task.FromResult(false);

    /// <summary>Every request, in order.</summary>
    public ConcurrentQueue<Seen> Requests { get; } = new();

    public static async Task<FakeHub> StartAsync()
    {
        var hub = new FakeHub();
        await hub._hub.StartAsync(TestContext.Current.CancellationToken);
        await hub._cdn.StartAsync(TestContext.Current.CancellationToken);
        return hub;
    }

    /// <summary>Requests that downloaded a file, as "path range".</summary>
    public string[] Downloads(string path) =>
        [.. Requests.Where(seen => seen.Method == "GET" && seen.Path == $"/cdn/{path}").Select(seen => seen.Range)];

    /// <summary>An ONNX file of that size, at least 17,000, with weights in other files.</summary>
    public static byte[] Graph(int count, params string[] weights)
    {
        byte[] graph =
        [
            .. OnnxBytes.Field(1, OnnxBytes.Node("Identity", ["in"], "out")),
            .. weights.SelectMany(file => OnnxBytes.Field(5, OnnxBytes.ExternalTensor(file, 1, 1, file))),
        ];
        // ModelProto { doc_string = 6 }: a tag, a length of three bytes, the text.
        var text = count - OnnxBytes.Model(18, graph).Length - 4;
        return OnnxBytes.Model(18, graph, OnnxBytes.Field(6, RandomBytes(text)));
    }

    public static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>What <c>git hash-object</c> says.</summary>
    public static string GitSha1(byte[] bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {bytes.Length.ToString(CultureInfo.InvariantCulture)}\0"));
        hash.AppendData(bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _cdn.DisposeAsync();
    }

    private WebApplication Host(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            var request = context.Request;
            Requests.Enqueue(new Seen(
                request.Method,
                request.Host.Value!,
                request.Path,
                request.Headers.Range.ToString(),
                request.Headers.Authorization.ToString()));
            if (!await Trouble(context))
            {
                await answer(context);
            }
        });
        return app;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path is "/api/models/acme/tiny/revision/main" || path == $"/api/models/acme/tiny/revision/{Head}")
        {
            await context.Response.WriteAsJsonAsync(new
            {
                id = "acme/tiny",
                sha = Head,
                lastModified = "2024-05-06T07:08:09.000Z",
                siblings = Files.Keys.Select(file => new { rfilename = file }),
            });
        }
        else if (path.StartsWith($"/acme/tiny/resolve/{Head}/", StringComparison.Ordinal)
            && Files.TryGetValue(path.Split('/', 6)[5], out var bytes))
        {
            await ResolveAsync(context, path.Split('/', 6)[5], bytes);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task ResolveAsync(HttpContext context, string file, byte[] bytes)
    {
        var headers = context.Response.Headers;
        if (file.Contains(".onnx", StringComparison.Ordinal))
        {
            headers["x-linked-etag"] = $"\"{WrongChecksums.GetValueOrDefault(file, Sha256(bytes))}\"";
            headers["x-linked-size"] = bytes.Length.ToString(CultureInfo.InvariantCulture);
            context.Response.Redirect($"http://{Cdn}/cdn/{file}?signature=1");
            return;
        }

        headers.ETag = $"\"{WrongChecksums.GetValueOrDefault(file, GitSha1(bytes))}\"";
        context.Response.ContentLength = bytes.Length;
        if (context.Request.Method == HttpMethods.Get)
        {
            await context.Response.Body.WriteAsync(bytes);
        }
    }

    private Task SendAsync(HttpContext context) => SendAsync(context, ignoreRange: false);

    /// <summary>What the second host sends of a file.</summary>
    public async Task SendAsync(HttpContext context, bool ignoreRange)
    {
        var bytes = Files[context.Request.Path.Value!["/cdn/".Length..]];
        var from = context.Request.GetTypedHeaders().Range?.Ranges.Single().From ?? 0;
        if (from > 0 && !ignoreRange)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{bytes.Length - 1}/{bytes.Length}";
            bytes = bytes[(int)from..];
        }

        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes);
    }
}

/// <summary>A request that came in.</summary>
internal sealed record Seen(string Method, string Host, string Path, string Range, string Authorization);
