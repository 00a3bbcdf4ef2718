namespace Aegis.EmbeddingServer.Hub;

/// <summary>The address of a hub, and the account that reads from it.</summary>
internal sealed class HubOptions(Uri endpoint, string? token)
{
    public const string TokenVariable = "HF_TOKEN";
    public const string EndpointVariable = "HF_ENDPOINT";

    private const string DefaultEndpoint = "https://huggingface.co";

    /// <summary>Base address without a slash at its end.</summary>
    public string Endpoint { get; } = endpoint.AbsoluteUri.TrimEnd('/');

    public string? Token => token;

    /// <summary>Reads the environment variables that Hugging Face's own tools read too.</summary>
    /// <exception cref="HubException">The value of a variable is not valid.</exception>
    public static HubOptions FromEnvironment()
    {
        var endpoint = Read(EndpointVariable) ?? DefaultEndpoint;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
            || address is not { Scheme: "http" or "https", UserInfo: "", Query: "" })
        {
            throw new HubException(
                $"{EndpointVariable} must be an http or https address such as {DefaultEndpoint}, without a user or a query");
        }

        var token = Read(TokenVariable);
        return token is null || token.All(character => character is > ' ' and < '\u007f')
            ? new HubOptions(address, token)
            : throw new HubException($"{TokenVariable} must be one word of ASCII characters");
    }

    /// <summary>True if the token may be sent to an address: scheme, host and port are those of the endpoint.</summary>
    public bool Owns(Uri address) =>
        Uri.Compare(
            endpoint, address, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static string? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable)?.Trim() is { Length: > 0 } value ? value : null;
}
