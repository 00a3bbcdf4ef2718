namespace Aegis.Engine.ModelFolders.Graphs;

/// <summary>A model cannot be served. The message, for operators, names the file and what is wrong with it.</summary>
internal sealed class ModelLoadException(string message, Exception? innerException = null)
    : Exception(message, innerException);
