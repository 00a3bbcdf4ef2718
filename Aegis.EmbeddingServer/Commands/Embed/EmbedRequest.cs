namespace Aegis.EmbeddingServer.Commands.Embed;

/// <summary>What <c>embed</c> was asked for.</summary>
/// <param name="IsNpy">True: one NumPy array; false: a JSON object a line.</param>
/// <param name="Prompt">Name of the prompt to put in front of each line; null: the default one.</param>
/// <param name="Dimensions">Width to cut the vectors to; null: the model's.</param>
/// <param name="Input">Where the lines are; null: standard input.</param>
/// <param name="Output">Where the vectors go; null: standard output.</param>
internal sealed record EmbedRequest(bool IsNpy, string? Prompt, int? Dimensions, FileInfo? Input, FileInfo? Output);
