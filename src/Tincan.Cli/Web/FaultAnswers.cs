using Microsoft.AspNetCore.Http;
using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Faults.Kinds;
using Tincan.Faults.Plans;

namespace Tincan.Cli.Web;

/// <summary>
/// The requests about faults: <c>/faults</c> lists them (GET), adds one (POST) and removes all (DELETE); <c>/faults/2</c> changes that one (PUT) or removes
/// it (DELETE). The body is the text of the fault; <c>?reach=next</c> or <c>?reach=all</c> selects the connections. An error is one sentence; for a mistake in
/// the text it also has the column, from 1, in the line that is shown.
/// </summary>
internal sealed class FaultAnswers(FaultDesk desk)
{
    private const string Root = "/faults";

    /// <summary>Whether a request is about faults.</summary>
    public static bool Owns(string path) => path == Root || path.StartsWith(Root + "/", StringComparison.Ordinal);

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value![Root.Length..];
        var isChange = context.Request.Method is not ("GET" or "HEAD");
        if (isChange && !desk.MayChange)
        {
            return FailAsync(context, StatusCodes.Status403Forbidden, "This page may show the faults, and not change them.");
        }

        int? number = path.Length > 0 && int.TryParse(path[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var named) ? named : null;
        return (context.Request.Method, number) switch
        {
            (_, null) when path.Length > 0 => FailAsync(context, StatusCodes.Status404NotFound, "There is nothing here."),
            ("PUT", { } one) => PutIntoForceAsync(context, (fault, reach) => desk.Change(one, fault, reach), one),
            ("DELETE", { } one) => RemoveAsync(context, one),
            (_, not null) => FailAsync(context, StatusCodes.Status405MethodNotAllowed, "A fault can be changed (PUT) or removed (DELETE) here."),
            ("POST", _) => PutIntoForceAsync(context, (fault, reach) => desk.Add(fault, reach)),
            ("DELETE", _) => HealAsync(context),
            ("PUT", _) => FailAsync(context, StatusCodes.Status405MethodNotAllowed, "Which fault? Name its number, as in faults/2."),
            _ => ListAsync(context),
        };
    }

    /// <summary>The current faults for the pages.</summary>
    public static JsonObject Describe(FaultDesk desk, IReadOnlyList<(int Number, Fault Fault)> faults) => new()
    {
        ["seed"] = desk.Seed,
        ["mayChange"] = desk.MayChange,
        ["faults"] = new JsonArray([.. faults.Select(static fault => new JsonObject { ["number"] = fault.Number, ["text"] = fault.Fault.ToString() })]),
    };

    private Task ListAsync(HttpContext context)
    {
        var faults = Describe(desk, desk.Faults);
        faults["open"] = desk.Open;
        faults["kinds"] = FaultKinds.Describe();
        return JsonAsync(context, StatusCodes.Status200OK, faults);
    }

    private static async Task PutIntoForceAsync(HttpContext context, Func<Fault, FaultScope, int?> put, int instead = 0)
    {
        if (ReachOf(context.Request) is not { } reach)
        {
            await NoReachAsync(context);
            return;
        }

        Fault fault;
        try
        {
            fault = Fault.Parse(await TextOfAsync(context));
        }
        catch (SyntaxException error)
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, error.Problem, error);
            return;
        }
        catch (DecoderFallbackException)
        {
            await FailAsync(context, StatusCodes.Status400BadRequest, "A fault is text in UTF-8.");
            return;
        }

        if (put(fault, reach) is not { } number)
        {
            await GoneAsync(context, instead);
            return;
        }

        await JsonAsync(context, StatusCodes.Status200OK, new JsonObject { ["number"] = number });
    }

    private Task RemoveAsync(HttpContext context, int number)
    {
        if (ReachOf(context.Request) is not { } reach)
        {
            return NoReachAsync(context);
        }

        return desk.Remove(number, reach) ? NothingAsync(context) : GoneAsync(context, number);
    }

    private Task HealAsync(HttpContext context)
    {
        desk.Heal();
        return NothingAsync(context);
    }

    private static FaultScope? ReachOf(HttpRequest request) => request.Query["reach"] switch
    {
        ["next"] => FaultScope.Next,
        ["all"] => FaultScope.All,
        _ => null,
    };

    /// <summary>Reads the body, whose size the server limits.</summary>
    private static async Task<string> TextOfAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
        return await body.ReadToEndAsync(context.RequestAborted);
    }

    private static Task NoReachAsync(HttpContext context) =>
        FailAsync(context, StatusCodes.Status400BadRequest, "Which connections? Say reach=next or reach=all.");

    private static Task GoneAsync(HttpContext context, int number) =>
        FailAsync(context, StatusCodes.Status404NotFound, $"Fault {number} is in force no more.");

    private static Task FailAsync(HttpContext context, int status, string words, SyntaxException? mistake = null) => JsonAsync(context, status, mistake is null
        ? new JsonObject { ["error"] = words }
        : new JsonObject { ["error"] = words, ["line"] = mistake.Line, ["column"] = mistake.Caret + 1 });

    private static Task NothingAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task JsonAsync(HttpContext context, int status, JsonObject json)
    {
        var body = Encoding.UTF8.GetBytes(json.ToJsonString());
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return context.Request.Method == "HEAD" ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
