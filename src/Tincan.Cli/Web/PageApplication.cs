using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tincan.Cli.Web;

/// <summary>Answers a browser: the page, its files, <c>/events</c> and <c>/faults</c>.</summary>
/// <param name="gate">Refuses requests without the token.</param>
/// <param name="stream">Writes the events of a viewer.</param>
/// <param name="faults">Answers requests about faults; null if there are none and none can be added.</param>
internal sealed class PageApplication(AccessCheck gate, EventStream stream, FaultAnswers? faults) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Nothing is kept.
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        try
        {
            AccessCheck.Seal(context.Response);
            await AnswerAsync(context);
        }
        catch (BadHttpRequestException error)
        {
            // Too long, or cut off.
            await RefuseAsync(context.Response, error.StatusCode, error.Message);
        }
        catch (Exception error) when (error is OperationCanceledException or ConnectionResetException or ConnectionAbortedException)
        {
            // The viewer disconnected, which is no error.
        }
        catch (Exception error)
        {
            Stderr.Error($"the live page failed: {error.Message}");
            throw;
        }
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (gate.Refusal(context) is { } status)
        {
            // A client without the token does not get to keep a connection.
            context.Response.Headers.Connection = "close";
            return RefuseAsync(context.Response, status, AccessCheck.Words(status));
        }

        context.Features.Get<UnauthenticatedConnections.Unauthenticated>()?.Authenticated();
        var path = context.Request.Path.Value ?? "/";
        if (faults is not null && FaultAnswers.Owns(path))
        {
            return faults.AnswerAsync(context);
        }

        if (context.Request.Method is not ("GET" or "HEAD"))
        {
            return RefuseAsync(context.Response, StatusCodes.Status404NotFound, "There is nothing here to change.");
        }

        if (path == "/events")
        {
            return EventsAsync(context);
        }

        if (!PageFiles.TryOpen(path, out var content, out var type))
        {
            return RefuseAsync(context.Response, StatusCodes.Status404NotFound, "There is nothing here.");
        }

        if (path == "/")
        {
            gate.Remember(context.Response);
        }

        return FileAsync(context, content, type);
    }

    private async Task EventsAsync(HttpContext context)
    {
        // When the browser reconnects, it sends the number of the last event it saw.
        var wanted = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last + 1
            : long.TryParse(context.Request.Query["from"], NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from : 1;
        context.Response.ContentType = "text/event-stream";
        await context.Response.StartAsync(context.RequestAborted);
        await stream.WriteAsync(Math.Max(1, wanted), context.Response.BodyWriter, context.RequestAborted);
    }

    private static async Task FileAsync(HttpContext context, Stream content, string type)
    {
        await using (content)
        {
            context.Response.ContentType = type;
            context.Response.ContentLength = content.Length;
            if (context.Request.Method == "GET")
            {
                await content.CopyToAsync(context.Response.Body, context.RequestAborted);
            }
        }
    }

    private static Task RefuseAsync(HttpResponse response, int status, string words)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(words + "\n");
    }
}
