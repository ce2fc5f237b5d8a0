using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;
using Tincan.Checks.Plays;
using Tincan.Checks.Probing;

namespace Tincan.Checks.Suites;

/// <summary>The requirements for a talk server. What its user types is scripted, and available from the start.</summary>
public static class TalkServerSuite
{
    private const string Name = "talk.server";

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new(Name,
        Side.Server,
        "A server with one person at a keyboard, who talks with one caller at a time, in turns.",
        MessageCodec.Lines,
        [
            new("talk.server.answers", Level.Must,
                "After each message of a caller the server sends the next line of its standard input.",
                "This is what the program is for.",
                "Receive a message, read a line with input(), and send it with its line end.",
                static context => TalkAsync(context, 1)) { Points = 2 },
            new("talk.server.caller-first", Level.Must,
                "The caller speaks first: the server sends nothing before it has received a message.",
                "If both sides begin, their messages cross, and each answers the wrong one.",
                "After accept, call recv first, and then read from the keyboard.",
                CallerFirstAsync) { CanPerturb = false },
            new("talk.server.one-line-a-turn", Level.Must,
                "Lines that the person types ahead wait: the server sends one per turn.",
                "The other side answers one message at a time, and takes two at once for one.",
                "Send one line, then receive, then send the next.",
                static context => TalkAsync(context, 3)),
            new("talk.server.ahead", Level.Should,
                "Two messages that arrive in one read are two turns: each gets its own answer.",
                "TCP does not keep sends apart: messages may arrive together.",
                "Collect what recv returns in a buffer, and take one line from it per turn.",
                PipelinedAsync) { IsPipelined = true, NeedsLineEnds = true },
            new("talk.server.long-message", Level.Must,
                "A message of 5,000 characters is one turn, and gets one answer.",
                "With a buffer of 1,024 bytes, each part looks like a message of its own.",
                "Call recv until you have the line end, however many calls that takes.",
                LongMessageAsync) { CanPerturb = false, NeedsLineEnds = true },
            new("talk.server.next-caller", Level.Must,
                "After a caller has closed, the server serves the next one, with the lines that are left.",
                "Otherwise somebody has to start the server again for each caller.",
                "Put accept into a loop around the talk, and open the input outside it.",
                NextCallerAsync) { CanPerturb = false },
            new("talk.server.last-line", Level.Must,
                "The server sends a last line without a newline like any other.",
                "Text before the end of the input must not be lost.",
                "Remove a newline only if there is one: line[:-1] removes the last character of a line without one.",
                LastLineAsync) { CanPerturb = false },
            new("talk.server.as-typed", Level.Should,
                "The server sends a line as it was typed, with its spaces, tabs and non-ASCII characters (UTF-8).",
                "They belong to what the person typed.",
                "Remove only the line end, and encode as UTF-8.",
                AsTypedAsync) { CanPerturb = false },
            new("talk.server.blank-line-ends", Level.Must,
                "The first blank line ends the talk: the server closes the connection, and does not send the line.",
                "This is how the person hangs up.",
                "When input() returns an empty line, close the socket instead of sending it.",
                static context => ClosesAsync(context, "Only this\n\nFor the next\n")) { CanPerturb = false },
            new("talk.server.end-of-input-ends", Level.Must,
                "The end of standard input ends the talk: the server closes the connection.",
                "If the input is a file or a pipe, nobody can type more.",
                "Handle the end of input (EOFError, null) as you handle a blank line.",
                static context => ClosesAsync(context, "Only this\n")) { CanPerturb = false },
            ServerCases.Closes(Name, BeginAsync),
            new("talk.server.second-waits", Level.Must,
                "A second caller waits until the first has closed; then the server answers at once what it has sent.",
                "The person at the keyboard cannot talk with two callers.",
                "Accept the next caller only after the talk with the first is over; do not start threads.",
                SecondWaitsAsync) { CanPerturb = false, Points = 2 },
            ServerCases.OwnAnswers(Name, CallAsync, static (_, peer) => TurnAsync(peer, TalkLines.Typed[0])),
            new("talk.server.after-reset", Level.Must,
                "A caller that resets its connection (RST) ends only its own talk.",
                "An uncaught exception ends the server for all clients.",
                "Catch the connection errors of a caller around its talk, and go back to accept.",
                AfterResetAsync) { CanPerturb = false },
            ServerCases.StartsAgain(Name, BeginAsync, AskOneAsync),
        ])
    {
        Parameters = [BufferParameter.Size with { Cases = ["talk.server.answers", "talk.server.one-line-a-turn"] }],
        Probe = TalkServerProbe.RunAsync,
    };

    private static async Task<Peer> CallAsync(CaseContext context, byte[] input)
    {
        await context.StartServerAsync(input);
        return await context.ConnectAsync();
    }

    private static Task<Peer> CallAsync(CaseContext context) => CallAsync(context, TalkLines.Input);

    /// <summary>One turn of each side.</summary>
    private static async Task TurnAsync(Peer peer, string typed)
    {
        await peer.SendLineAsync("Hello, is anybody there?");
        await peer.ExpectAsync(typed);
    }

    private static async Task TalkAsync(CaseContext context, int turns)
    {
        await using var peer = await CallAsync(context);
        foreach (var typed in TalkLines.Typed.Take(turns))
        {
            await TurnAsync(peer, typed);
            if (turns > 1)
            {
                await peer.ExpectSilenceAsync();
            }
        }
    }

    private static async Task CallerFirstAsync(CaseContext context)
    {
        await using var peer = await CallAsync(context);
        await peer.ExpectSilenceAsync();
    }

    private static async Task PipelinedAsync(CaseContext context)
    {
        await using var peer = await CallAsync(context);
        await peer.SendLinesAsync("Hello?", "Is anybody there?");
        await peer.ExpectAsync(TalkLines.Typed[0]);
        await peer.ExpectAsync(TalkLines.Typed[1]);
    }

    private static async Task LongMessageAsync(CaseContext context)
    {
        await using var peer = await CallAsync(context);
        await peer.SendLineAsync(new string('z', 5000));
        await peer.ExpectAsync(TalkLines.Typed[0]);
        await peer.ExpectSilenceAsync();
        await TurnAsync(peer, TalkLines.Typed[1]);
    }

    private static async Task LastLineAsync(CaseContext context)
    {
        await using var peer = await CallAsync(context, "First\nLast"u8.ToArray());
        await TurnAsync(peer, "First");
        await TurnAsync(peer, "Last");
    }

    private static async Task AsTypedAsync(CaseContext context)
    {
        await using var peer = await CallAsync(context, " \tFür 10 € 🙂 \nLast\n"u8.ToArray());
        await TurnAsync(peer, " \tFür 10 € 🙂 ");
    }

    private static async Task ClosesAsync(CaseContext context, string input)
    {
        await using var peer = await CallAsync(context, Encoding.UTF8.GetBytes(input));
        await TurnAsync(peer, "Only this");
        await peer.SendLineAsync("And now?");
        if (context.Options.EffectiveAnswerDialect == Dialect.CrLf)
        {
            // With this line end, programs send the blank line too.
            await peer.SkipAsync("\r\n");
        }

        await peer.ExpectCloseAsync();
    }

    private static async Task<Peer> BeginAsync(CaseContext context)
    {
        var peer = await CallAsync(context);
        await peer.SendLineAsync("Hello, is anybody there?");
        await peer.SkipLineAsync(TalkLines.Typed[0]);
        return peer;
    }

    private static async Task AskOneAsync(CaseContext context)
    {
        await using var peer = await CallAsync(context);
        await TurnAsync(peer, TalkLines.Typed[0]);
    }

    private static async Task NextCallerAsync(CaseContext context)
    {
        foreach (var typed in TalkLines.Typed.Take(2))
        {
            await using var peer = await CallAsync(context);
            await TurnAsync(peer, typed);
            await peer.FinishAsync();
        }
    }

    private static async Task SecondWaitsAsync(CaseContext context)
    {
        await using var first = await CallAsync(context);
        await TurnAsync(first, TalkLines.Typed[0]);
        await using var second = await context.ConnectAsync();
        await second.SendLineAsync("Is it my turn?");
        await second.ExpectSilenceAsync();
        await TurnAsync(first, TalkLines.Typed[1]);
        await first.FinishAsync();
        await second.ExpectAsync(TalkLines.Typed[2]);
    }

    private static async Task AfterResetAsync(CaseContext context)
    {
        var rude = await CallAsync(context);
        await TurnAsync(rude, TalkLines.Typed[0]);
        rude.Abort();
        await Task.Delay(context.Options.QuietPeriod, context.Options.Time, context.Cancel);
        await using var peer = await context.ConnectAsync();
        await TurnAsync(peer, TalkLines.Typed[1]);
    }
}
