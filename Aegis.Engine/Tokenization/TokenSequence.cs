using System.Runtime.InteropServices;

namespace Aegis.Engine.Tokenization;

/// <summary>One input as the model sees it. Equal to another one with the same ids, which has the same vector.</summary>
/// <param name="ids">Token ids, special tokens included; at least one; not changed from here on.</param>
/// <param name="truncated">True when the input had more tokens than the model's limit and was cut.</param>
internal sealed class TokenSequence(int[] ids, bool truncated) : ISequence, IEquatable<TokenSequence>
{
    private readonly int _hash = HashOf(ids);

    /// <summary>Token ids, special tokens included; at least one.</summary>
    public int[] Ids => ids;

    /// <summary>True when the input had more tokens than the model's limit and was cut.</summary>
    public bool Truncated => truncated;

    /// <summary>Number of tokens that go through the model.</summary>
    public int Length => ids.Length;

    public bool Equals(TokenSequence? other) => other is not null && _hash == other._hash && ids.AsSpan().SequenceEqual(other.Ids);

    public override bool Equals(object? obj) => Equals(obj as TokenSequence);

    public override int GetHashCode() => _hash;

    // Seeded anew by each process, so that nobody can make sequences of one hash.
    private static int HashOf(int[] ids)
    {
        var hash = default(HashCode);
        hash.AddBytes(MemoryMarshal.AsBytes(ids.AsSpan()));
        return hash.ToHashCode();
    }
}
