using Microsoft.AspNetCore.Http;

namespace Aegis.EmbeddingServer.Tests.Hub;

/// <summary>A hub, a folder to pull into, and a clock that does not wait.</summary>
internal sealed class PullFixture : IAsyncDisposable
{
    public const string Graph = "onnx/model.onnx";

    /// <summary>The files that a pull without --file takes.</summary>
    public static readonly string[] Everything =
        ["1_Pooling/config.json", "README.md", "config.json", "tokenizer.json", "vocab.txt", Graph];

    private readonly TempFolder _temp = new();

    public FakeHub Hub { get; private init; } = null!;

    public ImpatientClock Clock { get; } = new();

    /// <summary>Another clock instead, which the test turns.</summary>
    public TimeProvider? OtherClock { get; set; }

    public StringWriter Progress { get; } = new();

    /// <summary>Where it is pulled to; not there at first.</summary>
    public string Folder => _temp.File("tiny");

    public static async Task<PullFixture> StartAsync() => new() { Hub = await FakeHub.StartAsync() };

    public Task<string> PullAsync(params string[] files) => PullAsync("acme/tiny", null, TestContext.Current.CancellationToken, files);

    public Task<string> PullAsync(string model, string? token, CancellationToken cancellationToken, params string[] files) =>
        new HubPull(new HubOptions(Hub.Address, token), OtherClock ?? Clock, Progress).RunAsync(
            ModelReference.Parse(model)!,
            Folder,
            files,
            cancellationToken);

    public async Task<string> FailureAsync(params string[] files) =>
        (await Assert.ThrowsAsync<HubException>(() => PullAsync(files))).Message;

    public string File(string name) => Path.Combine(Folder, name);

    public void Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllBytes(File(name), bytes);
    }

    /// <summary>Everything in the folder, by paths with forward slashes.</summary>
    public string[] Present() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The folder has a manifest, which holds, and these files.</summary>
    public void AssertComplete(params string[] files)
    {
        var manifest = ModelManifest.Read(Folder)!;
        manifest.Verify(Folder, ModelFiles.All);
        Assert.Equal(files.Order(StringComparer.Ordinal), manifest.Files.Select(file => file.File));
        Assert.Equal([.. files.Append("manifest.json").Order(StringComparer.Ordinal)], Present());
        Assert.All(files, file => Assert.Equal(Hub.Files[file], System.IO.File.ReadAllBytes(File(file))));
    }

    /// <summary>The next download of the graph stops after its first half has arrived; then the given happens.</summary>
    public void CutGraphOnce(Func<HttpContext, Task> then)
    {
        var cut = false;
        Hub.Trouble = async context =>
        {
            if (cut || context.Request.Path != $"/cdn/{Graph}")
            {
                return false;
            }

            cut = true;
            var half = Hub.Files[Graph].Length / 2;
            context.Response.ContentLength = Hub.Files[Graph].Length;
            await context.Response.Body.WriteAsync(Hub.Files[Graph].AsMemory(0, half));
            await context.Response.Body.FlushAsync();
            await Deadline.UntilAsync(() => new FileInfo(File(Graph) + ".part") is { Exists: true } part && part.Length == half);
            await then(context);
            return true;
        };
    }

    /// <summary>So many requests to a path are answered with a status.</summary>
    public void Refuse(string path, int status, int times = int.MaxValue, string? retryAfter = null) => Hub.Trouble = context =>
    {
        if (context.Request.Path != path || times-- <= 0)
        {
            return Task.FromResult(false);
        }

        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.FromResult(true);
    };

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        _temp.Dispose();
    }
}
