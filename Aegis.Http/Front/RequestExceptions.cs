using Aegis.Http.Bodies;
using Aegis.Http.Failures;
using Microsoft.AspNetCore.Connections;

namespace Aegis.Http.Front;

/// <summary>What an exception that ends a request means for its caller.</summary>
internal static class RequestExceptions
{
    /// <summary>In telemetry, in place of an error's code: nobody was left to be answered.</summary>
    public const string CallerGone = "caller_gone";

    /// <summary>True when the caller has hung up.</summary>
    public static bool IsCallerGone(HttpContext context, Exception exception) =>
        exception is ConnectionResetException || context.RequestAborted.IsCancellationRequested;

    /// <summary>The failure to answer with, where the caller is still there.</summary>
    public static Failure FailureOf(HttpContext context, Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => BodyGate.TooLarge,
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => new Failure(FailureKind.RequestTimedOut, "The body arrived too slowly; send it again, or less at a time"),
        BadHttpRequestException => new Failure(FailureKind.InvalidRequest, exception.Message),
        _ => Internal(context),
    };

    /// <summary>Our fault; the log has the rest.</summary>
    public static Failure Internal(HttpContext context) =>
        new(FailureKind.Internal, $"The server failed to answer. Its log has the reason under request id {context.TraceIdentifier}.");
}
