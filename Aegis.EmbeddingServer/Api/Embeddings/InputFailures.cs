using Aegis.EmbeddingServer.Configuration;
namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>The failures of <c>input</c>.</summary>
internal static class InputFailures
{
    private const string Field = "input";

    public static Failure Invalid(string message) => new(FailureKind.InvalidRequest, message, Field);

    public static Failure TooManyCharacters(InputName name, ApiOptions limits) =>
        Invalid($"{name} has more than the {limits.MaxInputCharacters} characters that are allowed (Aegis:Api:MaxInputCharacters)");

    public static Failure TooManyIds(InputName name, ApiOptions limits) =>
        Invalid($"{name} has more than the {limits.MaxInputCharacters} token ids that are allowed (Aegis:Api:MaxInputCharacters)");

    public static Failure UnknownId(InputName name, string id, TokenIdEncoding encoding) => new(
        FailureKind.TokenIdOutOfRange,
        encoding == TokenIdEncoding.Model
            ? $"{name} is {id}, which is no token id of this model: the ids look like another model's. Send text instead (LangChain: "
                + "check_embedding_ctx_length=False), or start the server with Aegis:Api:TokenIds=cl100k_base if they are tiktoken's "
                + "cl100k ids"
            : $"{name} is {id}, which is no token id of cl100k_base, as this server takes it (Aegis:Api:TokenIds). Send text instead, "
                + "or set Aegis:Api:TokenIds=model for ids of the model itself",
        Field);

    public static Failure TooManyTokens(long tokens, ApiOptions limits) => Invalid(
        $"'input' has {tokens} tokens, at most {limits.MaxRequestTokens} are allowed in one request (Aegis:Api:MaxRequestTokens)");

    public static Failure TooLong(int index, int maxTokens) => new(
        FailureKind.InputTooLong,
        $"{new InputName(index)} has more than {maxTokens} tokens, the most that this model takes; "
            + "shorten it, or let it be cut (\"truncate\": \"end\" or \"start\")",
        Field);
}
