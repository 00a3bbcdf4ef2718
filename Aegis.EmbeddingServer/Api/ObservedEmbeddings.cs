using Aegis.EmbeddingServer.Diagnostics;

namespace Aegis.EmbeddingServer.Api;

/// <summary><c>POST /v1/embeddings</c>, with telemetry of however it ends.</summary>
internal sealed class ObservedEmbeddings(EmbeddingsEndpoint embeddings, RequestObserver observer)
{
    public async Task HandleAsync(HttpContext context)
    {
        var telemetry = observer.Begin(context.TraceIdentifier);
        try
        {
            if (await embeddings.HandleAsync(context, telemetry) is { } failure)
            {
                telemetry.Facts.Failure = FailureTable.Answer(failure.Kind).Code;
            }
        }
        catch (Exception exception)
        {
            telemetry.Facts.Failure = RequestExceptions.IsCallerGone(context, exception)
                ? RequestExceptions.CallerGone
                : FailureTable.Answer(RequestExceptions.FailureOf(context, exception).Kind).Code;
            throw;
        }
        finally
        {
            telemetry.End();
        }
    }
}
