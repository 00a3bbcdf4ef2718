using System.Globalization;
using System.Text.Json;

namespace Aegis.AppHost;

/// <summary>Commands on the embeddings server in the dashboard.</summary>
internal static class ServerCommands
{
    private const string SentenceName = "sentence";

    public static IResourceBuilder<ProjectResource> WithServerCommands(this IResourceBuilder<ProjectResource> server) => server
        .WithCommand(
            "embed-sentence",
            "Embed a sentence",
            context => ServerAnswer.PostAsync(
                server.Resource,
                "/v1/embeddings",
                new { input = context.Arguments.GetString(SentenceName) },
                EmbeddingResult.Show,
                context),
            new CommandOptions
            {
                Description = "Sends a sentence to the server, and shows the answer.",
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
                // Also while the server is not healthy: a canary that passes makes it healthy again.
                UpdateState = context => SnapshotStates.EnabledWhen(context.ResourceSnapshot.IsRunning()),
            });

    // A default value, for tests and scripts.
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
        if (Text("result") != "pass")
        {
            return CommandResults.Success($"No proof: {Text("reason")}.");
        }

        var duration = answer.GetProperty("duration_ms").GetDouble().ToString("0.0", CultureInfo.InvariantCulture);
        return CommandResults.Success(
            $"The canary passes: {answer.GetProperty("texts")} known texts got the right vectors in {duration} ms "
            + $"({Text("model")}, {Text("precision")} on {Text("execution_provider")}).");
    }
}
