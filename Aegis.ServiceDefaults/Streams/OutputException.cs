namespace Aegis.ServiceDefaults.Streams;

/// <summary>Standard output cannot be written. The message is the reason.</summary>
internal sealed class OutputException(string reason) : IOException(reason);
