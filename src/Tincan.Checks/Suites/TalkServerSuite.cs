using Tincan.Checks.Cases;
using Tincan.Checks.Parameters;
using Tincan.Checks.Plays;
using Tincan.Checks.Probing;
using Tincan.Checks.Contexts;

namespace Tincan.Checks.Suites;

/// <summary>The requirements on the server side of a talk: what its person types is scripted, and all of it is typed ahead.</summary>
public static class TalkServerSuite
{
    private const string Name = "talk.server";

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new(Name,
        Side.Server,
        "One person at a keyboard, who talks with one caller at a time, in turns.",
        MessageCodec.Lines,
        [
            new("talk.server.answers", Level.Must,
                "When a caller has said something, the server sends the next line of its standard input.",
                "This is what the program is for.",
                "Receive a message, read a line with input(), and send it with its line end.",
                static context => TalkAsync(context, 1)) { Points = 2 },
            new("talk.server.caller-first", Level.Must,
                "The caller speaks first: the server says nothing before it has heard something.",
                "If both sides begin, their messages cross, and each answers the wrong one.",
                "After accept call recv first, and read from the keyboard after it.",
                CallerFirstAsync) { CanBurn = false },
            new("talk.server.one-line-a-turn", Level.Must,
                "Lines that were typed ahead wait: one goes out per turn.",
                "The other side answers one message at a time; two at once are taken for one.",
                "Send one line, then receive, then send the next.",
                static context => TalkAsync(context, 3)),
            new("talk.server.ahead", Level.Should,
                "Two messages that come in one segment are two turns: each gets an answer of its own.",
                "TCP keeps no edges between sends: messages may arrive together.",
                "Keep what recv returns in a buffer, and take out one line for each turn.",
                AheadAsync) { SpeaksAhead = true, NeedsLineEnds = true },
            new("talk.server.long-message", Level.Must,
                "A message of 5,000 characters is one turn, and gets one answer.",
                "A buffer of 1,024 bytes takes each part of it for a message of its own.",
                "Collect until the line end has come, however many calls of recv that takes.",
                LongMessageAsync) { CanBurn = false, NeedsLineEnds = true },
            new("talk.server.next-caller", Level.Must,
                "When a caller has gone, the next one is served, and gets the lines that are still typed ahead.",
                "A server goes back to accept; it need not be started again for each caller.",
                "Put accept into a loop around the talk, and read the input outside of it.",
                NextCallerAsync) { CanBurn = false },
            new("talk.server.last-line", Level.Must,
                "A last line typed that has no newline is sent like any other.",
                "What was typed before the end of input must not be lost.",
                "Take off a newline only if there is one: line[:-1] takes the last character of such a line.",
                LastLineAsync) { CanBurn = false },
            new("talk.server.as-typed", Level.Should,
                "A line is sent as it was typed, with its blanks, tabs and characters beyond ASCII (UTF-8).",
                "It is what the person said.",
                "Take off the line end only, and encode as UTF-8.",
                AsTypedAsync) { CanBurn = false },
            new("talk.server.blank-line-ends", Level.Must,
                "The first blank line typed ends the talk by closing the connection, and is not sent.",
                "It is how a person hangs up.",
                "When input() gives an empty line, close the socket instead of sending it.",
                static context => HangsUpAsync(context, "Only this\n\nFor the next\n")) { CanBurn = false },
            new("talk.server.end-of-input-ends", Level.Must,
                "The end of standard input ends the talk by closing the connection.",
                "With a file or a pipe for a keyboard there is no one who could type more.",
                "Handle the end of input (EOFError, null) as you handle a blank line.",
                static context => HangsUpAsync(context, "Only this\n")) { CanBurn = false },
            ServerCases.Closes(Name, BeginAsync),
            new("talk.server.second-waits", Level.Must,
                "A second caller waits unheard until the first has gone, and is then served at once with what it has said.",
                "There is one person at the keyboard, who cannot talk with two.",
                "Accept the next caller only after the talk with the first is over; do not start threads.",
                SecondWaitsAsync) { CanBurn = false, Points = 2 },
            ServerCases.OwnAnswers(Name, CallAsync, static (_, peer) => TurnAsync(peer, TalkLines.Typed[0])),
            new("talk.server.after-reset", Level.Must,
                "A caller that breaks off (RST) ends its own talk only.",
                "An exception that nobody catches ends the server for all.",
                "Catch the connection errors of a caller around its talk, and go back to accept.",
                AfterResetAsync) { CanBurn = false },
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

    /// <summary>A turn of each side.</summary>
    private static async Task TurnAsync(Peer peer, string typed)
    {
        await peer.SayAsync("Hello, is anybody there?");
        await peer.HearAsync(typed);
    }

    private static async Task TalkAsync(CaseContext context, int turns)
    {
        await using var peer = await CallAsync(context);
        foreach (var typed in TalkLines.Typed.Take(turns))
        {
            await TurnAsync(peer, typed);
            if (turns > 1)
            {
                await peer.HearNothingAsync();
            }
        }
    }

    private static async Task CallerFirstAsync(CaseContext context)
    {
        await using var peer = await CallAsync(context);
        await peer.HearNothingAsync();
    }

    private static async Task AheadAsync(CaseContext context)
    {
        await using var peer = await CallAsync(context);
        await peer.SayTogetherAsync("Hello?", "Is anybody there?");
        await peer.HearAsync(TalkLines.Typed[0]);
        await peer.HearAsync(TalkLines.Typed[1]);
    }

    private static async Task LongMessageAsync(CaseContext context)
    {
        await using var peer = await CallAsync(context);
        await peer.SayAsync(new string('z', 5000));
        await peer.HearAsync(TalkLines.Typed[0]);
        await peer.HearNothingAsync();
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

    private static async Task HangsUpAsync(CaseContext context, string input)
    {
        await using var peer = await CallAsync(context, Encoding.UTF8.GetBytes(input));
        await TurnAsync(peer, "Only this");
        await peer.SayAsync("And now?");
        if (context.Options.Answers == Dialect.CrLf)
        {
            // There, programs say the blank line, too.
            await peer.SkipAsync("\r\n");
        }

        await peer.HearEndAsync();
    }

    private static async Task<Peer> BeginAsync(CaseContext context)
    {
        var peer = await CallAsync(context);
        await peer.SayAsync("Hello, is anybody there?");
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
        await second.SayAsync("Is it my turn?");
        await second.HearNothingAsync();
        await TurnAsync(first, TalkLines.Typed[1]);
        await first.FinishAsync();
        await second.HearAsync(TalkLines.Typed[2]);
    }

    private static async Task AfterResetAsync(CaseContext context)
    {
        var rude = await CallAsync(context);
        await TurnAsync(rude, TalkLines.Typed[0]);
        rude.Abort();
        await Task.Delay(context.Options.Quiet, context.Options.Time, context.Limit);
        await using var peer = await context.ConnectAsync();
        await TurnAsync(peer, TalkLines.Typed[1]);
    }
}
