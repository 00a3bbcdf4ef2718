using System.Diagnostics.CodeAnalysis;

namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>A value, or the failure that stands in its place.</summary>
internal readonly struct Outcome<T>(T? result, Failure? problem)
    where T : class
{
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Failure failure) => new(null, failure);

    /// <summary>True with the failure when there is one, else false with the value.</summary>
    public bool Failed([NotNullWhen(true)] out Failure? failure, [NotNullWhen(false)] out T? value)
    {
        failure = problem;
        value = result;
        return failure is not null;
    }
}
