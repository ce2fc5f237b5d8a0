using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Plays;
using Tincan.Framing.Framings;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Transcripts;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>Cases for a client that follow from the first reply of a page: it comes late, in two parts, wrong, only in part, or not at all.</summary>
/// <param name="page">The page.</param>
/// <param name="suite">The name of the suite.</param>
internal sealed class DerivedClientCases(Page page, string suite)
{
    /// <summary>What no page expects. The first one that is not the reply, and that can be framed, is sent instead of it.</summary>
    private static readonly string[] Nonsense = ["?!", """{"unexpected": true}""", "-1", "0"];

    private const int Endless = 2 * 1024 * 1024;
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly Role Client = new(RoleKind.Client);

    private MessageFraming Framing => page.Framing.ToClient;

    /// <summary>All of them that fit the page.</summary>
    /// <param name="own">The page's own cases.</param>
    public IEnumerable<Case> All(IReadOnlyList<PageCase> own)
    {
        if (own.Where(static one => one.When.Count == 0).Select(static one => Exchange.Of(one.Transcript)).FirstOrDefault(static exchange => exchange is not null) is not { } exchange)
        {
            return [];
        }

        List<Case> cases = [.. OfTime(exchange), .. OfEnd(exchange)];
        if (Wrong(exchange.Reply) is { } wrong)
        {
            cases.Add(new Case(
                $"{suite}.wrong-reply",
                Level.Must,
                $"The client ends when the server sends '{Columns.Cut(wrong, 60, "…")}' where {exchange.ReplyWords} belongs, and then closes (FIN).",
                "A server of another version, or with a bug, says what no client expects; a client that goes on waiting for the right reply hangs.",
                "Look at what came; if it is not what you expect, print it and end. When recv returns nothing, leave the loop.",
                context => EndAsync(context, exchange, ByteText.FromUtf8(wrong)))
            { CanPerturb = false });
        }

        if (Framing.Words != "none")
        {
            cases.Add(Oversized(exchange));
        }

        cases.Add(new Case(
            $"{suite}.refused",
            Level.Should,
            "If the connection is refused, the client ends with an exit code other than 0.",
            "To a script that runs the client, exit code 0 means success.",
            "Do not continue after connect has failed: end with sys.exit(1), or let the error end the program.",
            context => new ClientTranscriptPlay(page, context, exchange.Transcript).ExpectRefusalFailsAsync())
        { CanPerturb = false });
        return cases;
    }

    /// <summary>The reply is right, and the client has to do all that the page says after it.</summary>
    private IEnumerable<Case> OfTime(Exchange exchange)
    {
        if (!exchange.ShowsReply)
        {
            yield break;
        }

        yield return new Case(
            $"{suite}.late-reply",
            Level.Must,
            $"The client waits for {exchange.ReplyWords} if that takes a second.",
            "A server may be busy, and a network slow; a client that gives up loses a reply that is on its way.",
            "recv waits by itself: do not set a short timeout, and do not take 'nothing yet' for the end.",
            PlaysWith((_, reply) => [reply with { After = TimeExpression.Of(Late, reply.At) }]))
        { CanPerturb = false };
        if (Framing.Words != "none" && !IsEmpty(exchange.Reply))
        {
            yield return new Case(
                $"{suite}.split-reply",
                Level.Must,
                $"The client puts {exchange.ReplyWords} together when it comes in two parts, with a fifth of a second between them.",
                "TCP keeps no borders between sends: a reply may come in parts, at any time.",
                "One recv returns what has arrived so far: keep it in a buffer, and receive again until the whole message is there.",
                PlaysWith((context, reply) => [Part(context, reply, isFirst: true), Part(context, reply, isFirst: false) with { After = TimeExpression.Of(Pause, reply.At) }]))
            { CanPerturb = false, NeedsLineEnds = true };
        }

        if (exchange.IsLast)
        {
            yield return new Case(
                $"{suite}.reply-and-end",
                Level.Must,
                $"The client takes {exchange.ReplyWords} when the end of the stream (FIN) comes together with it.",
                "A server may close as soon as it has replied; what it sent before is still to be read.",
                "Look at the bytes that recv has returned before you look for the end of the stream.",
                PlaysWith((_, reply) => [reply, new EventStep(reply.At, Role.Server, Client, TranscriptEvent.Fin, null, null)]))
            { CanPerturb = false };
        }

        Func<CaseContext, Task> PlaysWith(Func<CaseContext, MessageStep, IEnumerable<Step>> deliver) =>
            context => new ClientTranscriptPlay(page, context, exchange.With(deliver(context, exchange.Reply))).PlayAsync();
    }

    /// <summary>The reply does not come, or not whole, and the client has to end.</summary>
    private IEnumerable<Case> OfEnd(Exchange exchange)
    {
        yield return new Case(
            $"{suite}.early-close",
            Level.Must,
            $"The client ends when the server closes instead of answering {exchange.RequestWords} with {exchange.ReplyWords}.",
            "A client that waits for an answer that can no longer come hangs forever.",
            "When recv returns nothing, the server has gone: leave the loop.",
            context => EndAsync(context, exchange, default))
        { CanPerturb = false };
        yield return new Case(
            $"{suite}.early-close-fails",
            Level.Should,
            $"When the server closes instead of answering {exchange.RequestWords}, the client's exit code is not 0.",
            "Otherwise a script that runs the client goes on as if it had the answer.",
            "If an answer is missing, end with sys.exit(1), or let the error end the program.",
            async context => ClientPlay.ExpectFailure(await EndAsync(context, exchange, default), "the server closed before it had answered"))
        { CanPerturb = false };
        if (Framing.Words != "none" && !IsEmpty(exchange.Reply))
        {
            yield return new Case(
                $"{suite}.half-reply",
                Level.Must,
                $"The client ends when the server closes (FIN) in the middle of {exchange.ReplyWords}.",
                "The rest can no longer come, so a client that waits for it, or loops until it has enough bytes, hangs forever.",
                "When recv returns nothing, no more comes, however much is missing: leave the loop.",
                context => EndInsideAsync(context, exchange))
            { CanPerturb = false };
            yield return new Case(
                $"{suite}.half-reply-fails",
                Level.Should,
                $"When the server closes (FIN) in the middle of {exchange.ReplyWords}, the client's exit code is not 0.",
                "Otherwise a script that runs the client takes half a reply for the whole one.",
                "If a reply is cut off, end with sys.exit(1), or let the error end the program.",
                async context => ClientPlay.ExpectFailure(await EndInsideAsync(context, exchange), "the server closed in the middle of its reply"))
            { CanPerturb = false };
        }

        yield return new Case(
            $"{suite}.reset",
            Level.Must,
            $"The client ends when the server resets the connection (RST) instead of answering {exchange.RequestWords}, and its exit code is not 0.",
            "To a script that runs the client, exit code 0 means success.",
            "Let the connection error end the program, or catch it, print one line, and end with sys.exit(1).",
            async context =>
            {
                (await LastClientAsync(context, exchange.Until([]))).Abort();
                ClientPlay.ExpectFailure(await context.WaitForExitAsync(), "the server reset the connection");
            })
        { CanPerturb = false };
    }

    private Case Oversized(Exchange exchange) => new(
        $"{suite}.oversized-reply",
        Level.Must,
        $"The client ends when the server sends a message that {(Framing.Oversized.IsEmpty ? "never ends" : "claims an impossible length")} instead of {exchange.ReplyWords}, and then closes (FIN).",
        "A client that does not check the length runs out of memory, or hangs forever.",
        "Look at the length before you take memory or read, and end if it is more than a message may have. When recv returns nothing, leave the loop.",
        async context =>
        {
            var client = await LastClientAsync(context, exchange.Until([]));
            byte[] bytes = Framing.Oversized.IsEmpty ? [.. Enumerable.Repeat((byte)'x', Endless)] : [.. Framing.Oversized.Span, .. "xxxx"u8];
            var sending = client.SendAsync(bytes);
            if (await sending.EndsWithinAsync(context.Options.AnswerTimeout, context.Options.Time, context.Cancel) && sending.IsCompletedSuccessfully)
            {
                await client.FinishAsync();
            }
            else
            {
                // It reads no more, or has gone.
                client.Abort();
            }

            await sending.EndAsync();
            await context.WaitForExitAsync();
        })
    { CanPerturb = false };

    /// <summary>Sends half of the reply, and then a FIN.</summary>
    private async Task<Targets.ProgramExit> EndInsideAsync(CaseContext context, Exchange exchange)
    {
        await (await LastClientAsync(context, exchange.Until([Part(context, exchange.Reply, isFirst: true)]))).FinishAsync();
        return await context.WaitForExitAsync();
    }

    /// <summary>Sends a message instead of the reply, or none, and then a FIN.</summary>
    private async Task<Targets.ProgramExit> EndAsync(CaseContext context, Exchange exchange, ByteText? instead)
    {
        var client = await LastClientAsync(context, exchange.Until([]));
        if (instead is { } message)
        {
            await client.SendAsync(Sent(context).Frame(message));
        }

        await client.FinishAsync();
        return await context.WaitForExitAsync();
    }

    /// <summary>Plays a conversation. The client finds no server after it if it connects again.</summary>
    private async Task<Peer> LastClientAsync(CaseContext context, Transcript transcript)
    {
        var play = new ClientTranscriptPlay(page, context, transcript);
        await play.PlayAsync();
        await context.StopListeningAsync();
        return await play.ServerAsync();
    }

    /// <summary>Something that is not the reply; null if anything may be.</summary>
    private string? Wrong(MessageStep reply) => Framing.Words == "none" ? null : Nonsense.FirstOrDefault(text =>
        Framing.WhyNot(ByteText.FromUtf8(text)) is null && !MayBe(reply.Message, ByteText.FromUtf8(text)));

    private bool MayBe(MessageForm form, ByteText text)
    {
        try
        {
            return form.Matches(text, new Scope { Parameters = page.Values(new Dictionary<string, string>()) });
        }
        catch (EvaluationException)
        {
            // It is calculated from the request, which is not known yet.
            return false;
        }
    }

    private static bool IsEmpty(MessageStep reply) => reply.Message is TextMessage { Pieces.Count: 0 };

    private RawStep Part(CaseContext context, MessageStep reply, bool isFirst) => new(reply.At, reply.From, reply.To, new FramedHalf(reply.Message, Sent(context), isFirst), null);

    /// <summary>How the client is sent messages.</summary>
    private MessageFraming Sent(CaseContext context) => PageDialect.Of(page, Side.Client, context.Options).Framing.ToClient;
}
