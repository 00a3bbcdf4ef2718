namespace Aegis.Http.Failures;

/// <summary>The envelope of every error.</summary>
internal sealed record ErrorBody(ErrorDetail Error);

/// <param name="Message">What is wrong and how to correct it.</param>
/// <param name="Type">OpenAI's error class.</param>
/// <param name="Param">The request field at fault, or null.</param>
/// <param name="Code">Stable, for programs.</param>
internal sealed record ErrorDetail(string Message, string Type, string? Param, string Code);
