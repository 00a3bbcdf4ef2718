using Aegis.Http.Bodies;
using Aegis.Http.Failures;
using Microsoft.AspNetCore.Connections;

namespace Aegis.Http.Front;

/// <summary>The failure that an exception of a request stands for.</summary>
internal static class RequestExceptions
{
    /// <summary>Replaces the error code in telemetry: the caller gets no answer.</summary>
    public const string CallerGone = "caller_gone";

    /// <summary>True when the caller has closed the connection.</summary>
    public static bool IsCallerGone(HttpContext context, Exception exception) =>
        exception is ConnectionResetException || context.RequestAborted.IsCancellationRequested;

    public static Failure FailureOf(HttpContext context, Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => BodyGate.TooLarge,
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => 
            new Failure(FailureKind.RequestTimedOut, "The body arrived too slowly; send it again, or less at a time"),
        BadHttpRequestException => new Failure(FailureKind.InvalidRequest, exception.Message),
        _ => Internal(context),
    };

    public static Failure Internal(HttpContext context) =>
        new(FailureKind.Internal, $"The server failed to answer. Its log has the reason under request id {context.TraceIdentifier}.");
}
