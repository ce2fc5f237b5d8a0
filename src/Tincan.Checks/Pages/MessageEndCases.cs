using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Framing.Framings;
using Tincan.Pages;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>Derived cases for a server about where its messages end: several in one read, and one that is not whole when the client sends its FIN.</summary>
/// <param name="page">The page.</param>
/// <param name="suite">The name of the suite.</param>
/// <param name="exchange">A client asks, and the server answers and stays connected.</param>
internal sealed class MessageEndCases(Page page, string suite, Transcript exchange)
{
    /// <summary>All of them that fit the page.</summary>
    public IEnumerable<Case> All => [.. Ahead(), .. OfUnfinished()];

    private MessageFraming Framing => page.Framing.ToServer;

    /// <summary>The exchange twice, both sent before anything is read; none if the answers to that are not known.</summary>
    private IEnumerable<Case> Ahead()
    {
        var start = exchange.Messages.TakeWhile(static step => step.From.Kind == RoleKind.Server).ToList();
        var rest = exchange.Messages.Skip(start.Count).ToList();
        var asked = rest.Where(static step => step.From.Kind == RoleKind.Client).ToList();
        var answers = rest.Where(static step => step.From.Kind == RoleKind.Server).ToList();
        var names = page.Parameters.Select(static parameter => parameter.Name);
        var ahead = new Transcript(exchange.At, [.. start, .. asked, .. asked, .. answers, .. answers]);
        var isKnown = page.Rules.Count == 0 ? asked.Count == 1 && start.Count == 0 : TranscriptRehearsal.IsPossible(page, ahead)
            && new TranscriptRehearsal(page, new Dictionary<string, string>()).Play(ahead) is null;
        if (!isKnown || Framing.Words == "none" || TranscriptSides.WhyNotPlayed(ahead, names, static role => role.Kind == RoleKind.Client) is not null)
        {
            yield break;
        }

        yield return new Case(
            $"{suite}.ahead",
            Level.Must,
            $"Messages that come in one read, such as {Transmission.Words(asked[0].Message)} twice, are answered one by one, in order.",
            "TCP keeps no borders between sends: two messages may arrive together.",
            "One recv may return more than one message: collect what it returns in a buffer, take one message after another from it, and keep the rest.",
            async context =>
            {
                try
                {
                    await PlayAsync(context, ahead);
                }
                catch (CheckFailedException failed) when (IsWrong(failed) && context.Options.VerdictWait is null && context.CanRestart)
                {
                    // An answer that is also wrong if a message comes alone is wrong for another reason.
                    await context.RestartServerAsync();
                    await PlayAloneAsync(context);
                    throw;
                }
            })
        { IsPipelined = true };
    }

    private async Task PlayAloneAsync(CaseContext context)
    {
        try
        {
            await PlayAsync(context, exchange);
        }
        catch (CheckFailedException failed) when (!IsWrong(failed))
        {
            // No answer at all is not that.
        }
    }

    private async Task PlayAsync(CaseContext context, Transcript transcript)
    {
        await using var client = await context.ConnectAsync();
        await new PlayedAhead(page, context, transcript, client).PlayAsync();
    }

    private static bool IsWrong(CheckFailedException failed) => failed.Kind is FailureKind.WrongBytes or FailureKind.TerminatorMissing;

    private IEnumerable<Case> OfUnfinished()
    {
        var last = exchange.Messages.Last(static step => step.From.Kind == RoleKind.Client);
        var before = exchange.Steps.TakeWhile(step => step != last).ToList();
        if (Framing.Words != "none" && (page.Unfinished is not null || Framing.HeaderSize > 0))
        {
            var isAnswered = page.Unfinished == Unfinished.Answered;
            yield return new Case(
                $"{suite}.unfinished",
                page.Unfinished is null ? Level.Should : Level.Must,
                isAnswered
                    ? $"When the client finishes (FIN) in the middle of {Transmission.Words(last.Message)}, what has come is answered as a message."
                    : $"When the client finishes (FIN) in the middle of {Transmission.Words(last.Message)}, the server does not answer it as a message, and closes.",
                isAnswered ? "The end of the stream ends the last message." : "The rest can no longer come, so a program that waits for it hangs forever; and an answer to half a message is an answer to no question.",
                isAnswered ? "When recv returns nothing, look at what is left in the buffer." : "When recv returns nothing, the client has finished: leave the loop, whatever is in the buffer.",
                async context =>
                {
                    await using var client = await context.ConnectAsync();
                    var play = new PlayedAhead(page, context, new Transcript(exchange.At, before), client);
                    await play.PlayAsync();
                    await play.EndInsideAsync(last, isAnswered ? [.. exchange.Messages.SkipWhile(step => step != last).Skip(1)] : []);
                })
            { CanPerturb = false };
        }

        if (Framing.HeaderSize > 1)
        {
            yield return new Case(
                $"{suite}.half-header",
                Level.Must,
                $"When the client finishes (FIN) in the middle of a header of {Framing.HeaderSize} bytes, the server sends no answer, and closes.",
                "A program that waits for the rest of the header hangs forever; one that takes half of it for a length reads a wrong number of bytes.",
                "Receive in a loop until the whole header is here; if recv returns nothing before that, close.",
                async context =>
                {
                    await using var client = await context.ConnectAsync();
                    var play = new PlayedAhead(page, context, new Transcript(exchange.At, before), client);
                    await play.PlayAsync();
                    await client.SendAsync(Framing.Frame(last.Message, play.Known).AsMemory(0, Framing.HeaderSize / 2));
                    await context.SettleAsync(context.Options.QuietPeriod * 2);
                    await client.FinishAsync();
                    await client.ExpectCloseAsync();
                })
            { CanPerturb = false };
        }
    }
}
