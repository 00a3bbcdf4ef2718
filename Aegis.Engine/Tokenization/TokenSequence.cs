using System.Runtime.InteropServices;

namespace Aegis.Engine.Tokenization;

/// <summary>The tokens of one input. Equal ids have the same vector; the caller must not change them any more.</summary>
internal sealed class TokenSequence(int[] ids, bool truncated) : ISequence, IEquatable<TokenSequence>
{
    private readonly int _hash = HashOf(ids);

    public int[] Ids => ids;

    public bool Truncated => truncated;

    public int Length => ids.Length;

    public bool Equals(TokenSequence? other) => other is not null && _hash == other._hash && ids.AsSpan().SequenceEqual(other.Ids);

    public override bool Equals(object? obj) => Equals(obj as TokenSequence);

    public override int GetHashCode() => _hash;

    // HashCode has another seed in each process, so that callers cannot make sequences with the same hash.
    private static int HashOf(int[] ids)
    {
        var hash = default(HashCode);
        hash.AddBytes(MemoryMarshal.AsBytes(ids.AsSpan()));
        return hash.ToHashCode();
    }
}
