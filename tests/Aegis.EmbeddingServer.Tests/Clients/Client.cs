using System.ClientModel;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using OpenAI;

namespace Aegis.EmbeddingServer.Tests.Clients;

/// <summary>What an application does with one of the clients that people use, of which only the base URL is changed.</summary>
/// <param name="Embed">Texts to vectors, in their order.</param>
/// <param name="StatusOf">The HTTP status that an exception of the client carries.</param>
internal sealed record Client(Func<string[], Task<float[][]>> Embed, Func<Exception, int?> StatusOf)
{
    private const string Key = "unused";

    /// <summary>Makes a client by its name.</summary>
    public static IReadOnlyDictionary<string, Func<Uri, string, Client>> ByName { get; } = new Dictionary<string, Func<Uri, string, Client>>
    {
        ["OpenAI"] = OpenAI,
        ["Microsoft.Extensions.AI"] = ExtensionsAI,
        ["Semantic Kernel"] = SemanticKernel,
        ["HttpClient"] = Http,
    };

    private static Client OpenAI(Uri server, string model)
    {
        var client = OpenAIClient(server).GetEmbeddingClient(model);
        return new(
            async texts => [.. (await client.GenerateEmbeddingsAsync(texts)).Value.Select(embedding => embedding.ToFloats().ToArray())],
            StatusOfOpenAI);
    }

    private static Client ExtensionsAI(Uri server, string model) =>
        Generator(OpenAIClient(server).GetEmbeddingClient(model).AsIEmbeddingGenerator());

    private static Client SemanticKernel(Uri server, string model)
    {
        var builder = Kernel.CreateBuilder();
#pragma warning disable SKEXP0010 // Its embedding generators are all marked as experimental.
        builder.AddOpenAIEmbeddingGenerator(model, OpenAIClient(server));
#pragma warning restore SKEXP0010
        return Generator(builder.Build().Services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>());
    }

    // Without a library: it retries as the headers of the answer ask for.
    private static Client Http(Uri server, string model)
    {
        var client = new HttpClient { BaseAddress = server };
        return new(
            async texts =>
            {
                using var response = await SendAsync(client, new { input = texts, model });
                response.EnsureSuccessStatusCode();
                var body = await response.Content.ReadFromJsonAsync<JsonObject>();
                return [.. body!["data"]!.AsArray()
                    .Select(item => item!["embedding"]!.AsArray().Select(component => component!.GetValue<float>()).ToArray())];
            },
            exception => (int?)(exception as HttpRequestException)?.StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, object body)
    {
        var response = await client.PostAsJsonAsync("/v1/embeddings", body);
        while (response.Headers.RetryAfter?.Delta is { } wait)
        {
            response.Dispose();
            await Task.Delay(wait, TimeProvider.System);
            response = await client.PostAsJsonAsync("/v1/embeddings", body);
        }

        return response;
    }

    private static Client Generator(IEmbeddingGenerator<string, Embedding<float>> generator) => new(
        async texts => [.. (await generator.GenerateAsync(texts)).Select(embedding => embedding.Vector.ToArray())],
        StatusOfOpenAI);

    private static OpenAIClient OpenAIClient(Uri server) =>
        new(new ApiKeyCredential(Key), new OpenAIClientOptions { Endpoint = new Uri(server, "v1") });

    private static int? StatusOfOpenAI(Exception exception) =>
        (exception as ClientResultException ?? exception.InnerException as ClientResultException)?.Status;
}
