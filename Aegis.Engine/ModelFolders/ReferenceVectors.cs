namespace Aegis.Engine.ModelFolders;

/// <summary>Texts with the vectors that a right machine computes for them: <c>reference-vectors.PRECISION.json</c>.</summary>
internal sealed record ReferenceVectors(IReadOnlyList<ReferenceVector> Items);

/// <param name="Text">The text.</param>
/// <param name="Vector">Of the width of the model and norm 1.</param>
internal sealed record ReferenceVector(string Text, float[] Vector);
