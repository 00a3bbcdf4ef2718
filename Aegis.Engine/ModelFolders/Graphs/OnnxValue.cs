namespace Aegis.Engine.ModelFolders.Graphs;

/// <summary>An input or an output of a graph. A size of -1 is free; a shape of null is not known.</summary>
internal sealed record OnnxValue(string Name, ElementType Type, IReadOnlyList<long>? Shape)
{
    /// <summary>Such as <c>Float [-1, -1, 384]</c>.</summary>
    public string Form => Shape is null ? $"{Type}" : $"{Type} [{string.Join(", ", Shape)}]";
}

/// <summary>The types of elements that matter, by their numbers in TensorProto.DataType. Others keep their number.</summary>
internal enum ElementType
{
    /// <summary>A sequence, a map or an optional value.</summary>
    NoTensor = -1,

    /// <summary>The file does not name the type.</summary>
    Unknown = 0,

    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    String = 8,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    BFloat16 = 16,
}
