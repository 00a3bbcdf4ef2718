using System.Globalization;

namespace Aegis.Engine.ModelFolders.Graphs;

/// <summary>Parses tensors without their bytes, and collects the files that hold bytes of tensors.</summary>
internal sealed class OnnxTensorParser
{
    private readonly Dictionary<string, long> _external = new(StringComparer.Ordinal);

    public IReadOnlyList<ExternalFile> ExternalFiles =>
        [.. _external.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => new ExternalFile(file.Key, file.Value))];

    // message SparseTensorProto { TensorProto values = 1; TensorProto indices = 2; repeated int64 dims = 3; }
    public (string Name, long[] Shape) ReadSparse(ProtobufReader sparse)
    {
        var (name, shape) = (string.Empty, new List<long>());
        while (sparse.Next())
        {
            switch (sparse.Field)
            {
                case 1:
                    name = Read(sparse.Message()).Name;
                    break;
                case 2:
                    Read(sparse.Message());
                    break;
                case 3:
                    shape.AddRange(sparse.Numbers());
                    break;
            }
        }

        return (name, [.. shape]);
    }

    // message TensorProto { repeated int64 dims = 1; string name = 8; repeated StringStringEntryProto external_data = 13;
    //                       DataLocation data_location = 14; } with the location 1 for another file
    public (string Name, long[] Shape) Read(ProtobufReader tensor)
    {
        var (name, shape, isExternal) = (string.Empty, new List<long>(), false);
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        while (tensor.Next())
        {
            switch (tensor.Field)
            {
                case 1:
                    shape.AddRange(tensor.Numbers());
                    break;
                case 8:
                    name = tensor.Text();
                    break;
                case 13:
                    var (key, value) = ReadEntry(tensor.Message());
                    entries[key] = value;
                    break;
                case 14:
                    isExternal = tensor.Number() == 1;
                    break;
            }
        }

        if (isExternal)
        {
            AddExternal(entries);
        }

        return (name, [.. shape]);
    }

    // message StringStringEntryProto { string key = 1; string value = 2; }
    private static (string Key, string Value) ReadEntry(ProtobufReader entry)
    {
        var (key, value) = (string.Empty, string.Empty);
        while (entry.Next())
        {
            key = entry.Field == 1 ? entry.Text() : key;
            value = entry.Field == 2 ? entry.Text() : value;
        }

        return (key, value);
    }

    // location: "model.onnx_data", offset: "4096", length: "46881792"
    private void AddExternal(Dictionary<string, string> entries)
    {
        var location = entries.GetValueOrDefault("location", string.Empty);
        var end = (UInt128)NumberOf("offset") + NumberOf("length");
        _external[location] = long.Max(_external.GetValueOrDefault(location), end > long.MaxValue ? long.MaxValue : (long)end);

        ulong NumberOf(string key) =>
            ulong.TryParse(entries.GetValueOrDefault(key), CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
