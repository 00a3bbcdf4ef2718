using System.Globalization;

namespace Aegis.Http.Failures;

/// <summary>Answers with a failure, in the envelope.</summary>
internal sealed class ErrorWriter(Action<string> count)
{
    public Task WriteAsync(HttpContext context, Failure failure)
    {
        var (status, type, code) = FailureTable.Answer(failure.Kind);
        count(code);
        var response = context.Response;
        response.StatusCode = status;
        if (failure.RetryAfter is { } wait)
        {
            // Retry-After has whole seconds, rounded up. The OpenAI clients prefer the header with milliseconds.
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            response.Headers[ApiHeaders.RetryAfterMs] = Math.Ceiling(wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        }

        var body = new ErrorBody(new ErrorDetail(failure.Message, type, failure.Param, code));
        return response.WriteAsJsonAsync(body, ErrorJsonContext.Readable.ErrorBody, cancellationToken: context.RequestAborted);
    }
}
