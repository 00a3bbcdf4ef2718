namespace Aegis.Engine.ModelFolders.Graphs;

/// <summary>A graph, by its path inside the model folder, with forward slashes.</summary>
internal sealed record OnnxFile(string File, Precision Precision);

/// <summary>Finds the graphs of a folder by the names that exporters give them.</summary>
internal static class OnnxFiles
{
    // Of two files with the same precision, the first in this list is used. The names are those of Aegis itself, Transformers.js
    // and Optimum (model_int8, model_quantized, model_fp16), and sentence-transformers (model_qint8_*).
    private static readonly OnnxFile[] Known =
    [
        .. Both("model.int8.onnx", Precision.Int8),
        .. Both("model_int8.onnx", Precision.Int8),
        .. Both("model_quantized.onnx", Precision.Int8),
        .. Both("model_qint8_avx512_vnni.onnx", Precision.Int8),
        .. Both("model_qint8_arm64.onnx", Precision.Int8),
        .. Both("model.onnx", Precision.Fp32),
        .. Both("model_fp16.onnx", Precision.Fp16),
    ];

    public static IEnumerable<string> Names => Known.Select(file => file.File);

    /// <summary>Finds the named file, or without a name all known files, the best of each precision first.</summary>
    /// <exception cref="ModelLoadException">There is no file, or the named file is missing or outside of the folder.</exception>
    public static IReadOnlyList<OnnxFile> Find(string directory, string? named)
    {
        if (named is not null)
        {
            return [Named(directory, named)];
        }

        var present = Known.Where(file => File.Exists(Path.Combine(directory, file.File)));
        OnnxFile[] found = [.. present.Select(file => Checked(directory, file))];
        return found.Length > 0 ? found : throw new ModelLoadException(
            OthersIn(directory) is [var first, ..] others
                ? $"{directory} has no ONNX file with a name that is looked for ({string.Join(", ", Names)}); it has "
                    + $"{string.Join(", ", others)}: Aegis:Model:File={first} serves {(others.Count > 1 ? "the first" : "it")}"
                : $"{directory} has no ONNX file: looked for {string.Join(", ", Names)} (Aegis:Model:File names another one)");
    }

    // A limit, because the folder may be any folder.
    private static IReadOnlyList<string> OthersIn(string directory)
    {
        const int MaxFiles = 10;
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, IgnoreInaccessible = true };
        return [.. Directory.EnumerateFiles(directory, "*.onnx", options)
            .Select(path => Path.GetRelativePath(directory, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal)
            .Take(MaxFiles)];
    }

    private static OnnxFile Named(string directory, string named)
    {
        var path = Path.GetFullPath(Path.Combine(directory, named));
        if (!path.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ModelLoadException($"{named} does not lie in {directory} (Aegis:Model:File)");
        }

        var file = Path.GetRelativePath(directory, path).Replace(Path.DirectorySeparatorChar, '/');
        if (!File.Exists(path))
        {
            throw new ModelLoadException($"{path} is missing (Aegis:Model:File)");
        }

        return Array.Find(Known, known => known.File == file) is { } known
            ? Checked(directory, known)
            : new OnnxFile(file, OnnxGraphReader.Read(path).Precision);
    }

    // A name is what the exporter says. A graph that multiplies 8-bit numbers needs a CPU that does so exactly, whatever its name.
    private static OnnxFile Checked(string directory, OnnxFile file)
    {
        try
        {
            var isInt8 = file.Precision == Precision.Int8
                || OnnxGraphReader.Read(Path.Combine(directory, file.File)).Precision == Precision.Int8;
            return isInt8 ? file with { Precision = Precision.Int8 } : file;
        }
        catch (ModelLoadException)
        {
            // The load says what is wrong with the file, and tries the others.
            return file;
        }
    }

    private static OnnxFile[] Both(string name, Precision precision) => [new(name, precision), new("onnx/" + name, precision)];
}

/// <summary>The arithmetic of a model file.</summary>
internal enum Precision
{
    /// <summary>8-bit weights and activations; right only where the CPU sums u8 x s8 products without saturation.</summary>
    Int8,

    /// <summary>32-bit floating point; right on every machine.</summary>
    Fp32,

    /// <summary>16-bit floating point; for GPUs.</summary>
    Fp16,
}

internal static class PrecisionNames
{
    public static string Name(this Precision precision) => precision.ToString().ToLowerInvariant();
}
