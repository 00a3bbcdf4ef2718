using Aegis.Engine.Files;
using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Engine.ModelFolders.Settings;

/// <summary>Reads the settings files of a model folder.</summary>
internal static class SettingsFile
{
    /// <exception cref="ModelLoadException">The file is missing, damaged or refused; the message names it and the setting.</exception>
    public static T Read<T>(string path, Func<JsonPart, T> read)
    {
        try
        {
            return JsonFile.Read(path, path, read);
        }
        catch (InvalidDataException exception)
        {
            throw new ModelLoadException(exception.Message, exception);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelLoadException($"{path} is missing", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <returns>What is read of the file; the default if it does not exist.</returns>
    public static T? ReadIfThere<T>(string path, Func<JsonPart, T> read) => File.Exists(path) ? Read(path, read) : default;
}
