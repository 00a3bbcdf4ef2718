namespace Aegis.Testing.Contract;

/// <summary>The servers that the fixtures of the contract ask, and how each is set up. All serve the bundled model.</summary>
internal static class ContractServers
{
    /// <summary>The server that a fixture asks when it names none: nothing is set.</summary>
    public const string Default = "default";

    /// <summary>Configuration keys and values by name of the server.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Settings { get; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            [Default] = new Dictionary<string, string>(),
            ["guarded"] = new Dictionary<string, string>
            {
                ["Aegis:Api:Keys:0"] = "first-key",
                ["Aegis:Api:Keys:1"] = "second-key",
                ["Aegis:Api:CorsOrigins:0"] = "https://app.example",
            },
            ["limited"] = new Dictionary<string, string>
            {
                ["Aegis:Api:TokenIds"] = "cl100k_base",
                ["Aegis:Api:MaxInputs"] = "4",
                ["Aegis:Api:MaxInputCharacters"] = "2000",
                ["Aegis:Api:MaxRequestTokens"] = "512",
                ["Aegis:Api:MaxBodyBytes"] = "16384",
                ["Aegis:Model:Truncation"] = "none",
                ["Aegis:Model:Aliases"] = "my-alias",
            },
            ["prompts"] = new Dictionary<string, string>
            {
                ["Aegis:Model:Prompts:query"] = "The quick brown ",
                ["Aegis:Model:Prompts:passage"] = "passage: ",
            },
            ["default-prompt"] = new Dictionary<string, string>
            {
                ["Aegis:Model:Prompts:passage"] = "The quick brown ",
                ["Aegis:Model:DefaultPrompt"] = "passage",
            },
            ["disabled"] = new Dictionary<string, string> { ["Aegis:Enabled"] = "false" },
        };
}
