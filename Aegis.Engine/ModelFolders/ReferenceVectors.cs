namespace Aegis.Engine.ModelFolders;

/// <summary>Texts with the vectors that a right machine computes for them: <c>reference-vectors.PRECISION.json</c>.</summary>
internal sealed record ReferenceVectors(IReadOnlyList<ReferenceVector> Items);

/// <summary>The vector has the width of the model and norm 1.</summary>
internal sealed record ReferenceVector(string Text, float[] Vector);
