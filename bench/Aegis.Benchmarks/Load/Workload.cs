namespace Aegis.Benchmarks.Load;

/// <summary>Requests that callers send in turn.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Connections">Callers, each on a connection of its own.</param>
/// <param name="Requests">The texts of each request.</param>
internal sealed record Workload(string Name, int Connections, IReadOnlyList<string[]> Requests)
{
    private const int Seed = 6;

    /// <summary>One query at a time.</summary>
    public static Workload OneQuery { get; } = Make("query, 1 connection", 1, 2000, texts => [texts.Query()]);

    /// <summary>Queries of many callers.</summary>
    public static Workload Queries { get; } = Make("query, 16", 16, 4000, texts => [texts.Query()]);

    /// <summary>Chunks of documents, one a request.</summary>
    public static Workload Chunks { get; } = Make("chunk, 16", 16, 2000, texts => [texts.Chunk()]);

    /// <summary>The requests of an indexer.</summary>
    public static Workload Bulk { get; } = Make("32 mixed, 4", 4, 250, texts => texts.Mixed(32));

    /// <summary>The requests of an indexer whose splitter makes passages of one length.</summary>
    public static Workload Passages { get; } =
        Make("32 passages, 4", 4, 250, texts => [.. Enumerable.Range(0, 32).Select(_ => texts.Passage())]);

    /// <summary>Callers that search beside callers that index a little.</summary>
    public static Workload Clients { get; } = Make("clients, 16", 16, 2000, texts => texts.OfClient());

    /// <summary>The short lines of a file.</summary>
    public static Workload Lines { get; } = Make("10,000 lines", 1, 10_000, texts => [texts.Query()]);

    /// <summary>The workloads of the throughput table.</summary>
    public static IReadOnlyList<Workload> All { get; } = [OneQuery, Queries, Chunks, Bulk, Clients];

    private static Workload Make(string name, int connections, int requests, Func<Texts, string[]> request)
    {
        var texts = new Texts(Seed);
        return new Workload(name, connections, [.. Enumerable.Range(0, requests).Select(_ => request(texts))]);
    }
}
