namespace Aegis.Engine.Pooling;

/// <summary>How the vectors of tokens become the vector of a text.</summary>
internal enum PoolingMode
{
    Mean,

    /// <summary>The vector of the first token, [CLS].</summary>
    Cls,

    LastToken,

    /// <summary>The largest value of each component.</summary>
    Max,
}
