namespace Aegis.Engine.Pooling;

/// <summary>How a text's vector is made from those of its tokens.</summary>
internal enum PoolingMode
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The first token's, which is [CLS].</summary>
    Cls,

    /// <summary>The last token's.</summary>
    LastToken,

    /// <summary>The largest value of each component.</summary>
    Max,
}
