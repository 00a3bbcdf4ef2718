using System.Globalization;
using Aegis.EmbeddingServer.Diagnostics;

namespace Aegis.EmbeddingServer.Api;

/// <summary>Answers with a failure, in the envelope.</summary>
internal sealed class ErrorWriter(ServerMetrics metrics)
{
    public Task WriteAsync(HttpContext context, Failure failure)
    {
        var (status, type, code) = FailureTable.Answer(failure.Kind);
        metrics.RequestFailed(code);
        var response = context.Response;
        response.StatusCode = status;
        if (failure.RetryAfter is { } wait)
        {
            // Whole seconds for everyone, rounded up; milliseconds for the OpenAI clients, which prefer them.
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            response.Headers[ApiHeaders.RetryAfterMs] = Math.Ceiling(wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        }

        var body = new ErrorBody(new ErrorDetail(failure.Message, type, failure.Param, code));
        return response.WriteAsJsonAsync(body, ApiJsonContext.Answers.ErrorBody, cancellationToken: context.RequestAborted);
    }
}
