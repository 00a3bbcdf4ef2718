namespace Aegis.EmbeddingServer.Model;

/// <summary>One operation of a graph.</summary>
/// <param name="Operator">Its operator, such as <c>Gather</c>.</param>
/// <param name="Inputs">Names of the values that it reads.</param>
/// <param name="Outputs">Names of the values that it makes.</param>
internal sealed record OnnxNode(string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs);
