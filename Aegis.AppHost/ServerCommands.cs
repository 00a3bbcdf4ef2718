using System.Globalization;
using System.Text.Json;

namespace Aegis.AppHost;

/// <summary>Commands on the embeddings server in the dashboard.</summary>
internal static class ServerCommands
{
    private const string SentenceName = "sentence";

    /// <summary>Adds the commands.</summary>
    public static IResourceBuilder<ProjectResource> WithServerCommands(this IResourceBuilder<ProjectResource> server) => server
        .WithCommand(
            "embed-sentence",
            "Embed a sentence",
            context => ServerAnswer.PostAsync(
                server.Resource, "/v1/embeddings", new { input = context.Arguments.GetString(SentenceName) }, EmbeddingResult.Show, context),
            new CommandOptions
            {
                Description = "Sends a sentence to the server, and shows what it answers.",
                IconName = "Send",
                IsHighlighted = true,
                Arguments = [Sentence()],
                UpdateState = context => SnapshotStates.EnabledWhen(context.ResourceSnapshot.IsHealthy()),
            })
        .WithCommand(
            "run-canary",
            "Run the canary",
            context => ServerAnswer.PostAsync(server.Resource, "/canary", null, (_, answer) => Canary(answer), context),
            new CommandOptions
            {
                Description = "Proves the model now: known texts must get the right vectors, else the server is not ready any more.",
                IconName = "ShieldCheckmark",
                // Also while it is not healthy: a proof that passes mends that.
                UpdateState = context => SnapshotStates.EnabledWhen(context.ResourceSnapshot.IsRunning()),
            });

    // With a value, so that whoever cannot be asked (a test, a script) need not give one.
    private static InteractionInput Sentence() => new()
    {
        Name = SentenceName,
        Label = "Sentence",
        InputType = InputType.Text,
        Required = true,
        Value = "The quick brown fox jumps over the lazy dog.",
    };

    private static ExecuteCommandResult Canary(JsonElement answer)
    {
        string Text(string name) => answer.GetProperty(name).GetString()!;
        return CommandResults.Success(Text("result") == "pass"
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The canary passes: {answer.GetProperty("texts")} known texts got the right vectors in {answer.GetProperty("duration_ms").GetDouble():0.0} ms ({Text("model")}, {Text("precision")} on {Text("execution_provider")}).")
            : $"No proof: {Text("reason")}.");
    }
}
