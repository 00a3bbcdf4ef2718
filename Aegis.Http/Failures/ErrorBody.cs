namespace Aegis.Http.Failures;

/// <summary>The one error envelope.</summary>
internal sealed record ErrorBody(ErrorDetail Error);

/// <param name="Message">What is wrong and how to mend it.</param>
/// <param name="Type">OpenAI's error class.</param>
/// <param name="Param">The request field at fault, or null.</param>
/// <param name="Code">Stable, for programs.</param>
internal sealed record ErrorDetail(string Message, string Type, string? Param, string Code);
