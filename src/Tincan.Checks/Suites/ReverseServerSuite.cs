using Tincan.Checks.Cases;
using Tincan.Checks.Parameters;
using Tincan.Checks.Probing;
using Tincan.Checks.Contexts;
using Tincan.Protocols.Welcome;

namespace Tincan.Checks.Suites;

/// <summary>The requirements on a reverse server.</summary>
public static class ReverseServerSuite
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 1000).Select(static i => $"{i:0000};"));

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new("reverse.server", Side.Server,
        "A server that greets, and then sends each line back reversed.",
        MessageCodec.Lines,
        [
            new("reverse.server.greeting", Level.Must,
                $"On accept the server sends '{WelcomeServer.ClassicGreeting}', 18 bytes with nothing behind them.",
                "A client takes the greeting off by its length; one byte more or less shifts every answer.",
                "Send the text as it is, without a line end, as soon as accept returns.",
                GreetingAsync) { CanBurn = false },
            new("reverse.server.one-line", Level.Must,
                "A line is answered with its characters in reverse order.",
                "This is what the program is for.",
                "Reverse what stands before the line end, and put the line end behind it again.",
                static context => AskAsync(context, "HELLO")) { Points = 2 },
            new("reverse.server.many-lines", Level.Must,
                "Each line of a connection is answered, one after another, for as long as the client sends them.",
                "A client with a file sends hundreds of lines on one connection.",
                "Receive in a loop until recv returns nothing; do not close after the first answer.",
                static context => AskAsync(context, "one", "two words", "3")),
            new("reverse.server.ahead", Level.Must,
                "Lines that come in one segment are answered one by one, in order.",
                "TCP keeps no edges between sends: what a client sent line by line may arrive together.",
                "Keep what recv returns in a buffer, and take out one line after another.",
                static context => AheadAsync(context, "first", "second", "third")) { SpeaksAhead = true, NeedsLineEnds = true, Points = 2 },
            new("reverse.server.blank-line", Level.Must,
                "A blank line is answered with a blank line.",
                "A file has blank lines, and a client in lock step waits for ever for an answer that is not sent.",
                "A line without characters is a line: answer it with a line end alone.",
                static context => AskAsync(context, "before", "", "after")) { NeedsLineEnds = true },
            new("reverse.server.blanks-kept", Level.Must,
                "Tabs and blanks are kept, at the ends of a line too.",
                "They belong to the line; a file that comes back without them is another file.",
                "Take off the line end only: strip() takes blanks and tabs as well.",
                static context => AskAsync(context, "\tin the middle  of it ")),
            new("reverse.server.long-line", Level.Must,
                "A line of 5,000 characters is reversed as one.",
                "A buffer of 200 or 1,024 bytes cuts longer lines in two, and each part is reversed by itself.",
                "Collect until the line end has come, however many calls of recv that takes.",
                static context => AskAsync(context, Long)) { CanBurn = false, NeedsLineEnds = true },
            new("reverse.server.unicode", Level.Should,
                "Characters beyond ASCII are reversed as characters of UTF-8, not as bytes.",
                "Reversed bytes of a character are no character at all.",
                "Decode the line before you reverse it, and encode it again.",
                static context => AskAsync(context, "für 10 € 🙂")),
            new("reverse.server.last-line", Level.Must,
                "A last line without line end is answered when the client finishes.",
                "A file whose last line has no newline is normal; that line must not be lost.",
                "When recv returns nothing, answer what is left in the buffer before you close.",
                LastLineAsync) { CanBurn = false, NeedsLineEnds = true },
            new("reverse.server.closes", Level.Must,
                "When the client finishes (FIN), the server says everything it owes and closes, too.",
                "A server that stays keeps a descriptor for every client that ever came.",
                "When recv returns nothing, close the socket.",
                ClosesAsync) { CanBurn = false },
            new("reverse.server.filed", Level.Must,
                "Every line that was answered is in the server's file, reversed, in order, each with its newline.",
                "The file is what is handed in, and is compared byte by byte.",
                "Write each answer and a newline to the file, and flush or close it when the client has gone: what stays in a buffer is lost when the server is ended.",
                FiledAsync) { CanBurn = false, NeedsOutputFile = true },
            ServerCases.NextClient("reverse.server", AskOneAsync),
            ServerCases.AfterReset("reverse.server", BeginAsync, AskOneAsync),
            ServerCases.NotUtf8("reverse.server", ConnectAsync, AskOneAsync),
            ServerCases.Concurrent("reverse.server", Level.Should, ConnectAsync, AskOneAsync),
            ServerCases.OwnAnswers("reverse.server", ConnectAsync, HelloAsync, static context => ReverseParameters.GreetingOf(context.Options)),
            ServerCases.StartsAgain("reverse.server", HeardAsync, AskOneAsync),
        ])
    {
        FiledAs = "out-proj.txt",
        Parameters =
        [
            ReverseParameters.Greeting with { Cases = ["reverse.server.greeting"] },
            ReverseParameters.SwapCase with { Cases = ["reverse.server.one-line"] },
            ReverseParameters.Answer with { Cases = ["reverse.server.one-line"] },
            BufferParameter.Size with { Cases = ["reverse.server.one-line"] },
        ],
        Probe = ReverseServerProbe.RunAsync,
    };

    private static async Task<Peer> ConnectAsync(CaseContext context)
    {
        var peer = await context.ConnectAsync();
        await peer.SkipAsync(ReverseParameters.GreetingOf(context.Options));
        return peer;
    }

    private static async Task GreetingAsync(CaseContext context)
    {
        await using var peer = await context.ConnectAsync();
        await peer.HearAsync(System.Text.Encoding.UTF8.GetBytes(ReverseParameters.GreetingOf(context.Options)));
        await peer.HearNothingAsync();
    }

    private static async Task AskAsync(CaseContext context, params string[] lines)
    {
        await using var peer = await ConnectAsync(context);
        foreach (var line in lines)
        {
            await peer.SayAsync(line);
            await peer.HearAsync(ReverseParameters.AnswerOf(context.Options, line));
        }

        // A server that takes one line only is judged where several are sent.
        await (lines.Length == 1 ? peer.HearNoMoreAsync() : peer.HearNothingAsync());
    }

    private static async Task AheadAsync(CaseContext context, params string[] lines)
    {
        await using var peer = await ConnectAsync(context);
        await peer.SayTogetherAsync(lines);
        foreach (var line in lines)
        {
            await peer.HearAsync(ReverseParameters.AnswerOf(context.Options, line));
        }
    }

    private static async Task LastLineAsync(CaseContext context)
    {
        await using var peer = await ConnectAsync(context);
        await peer.SayUnfinishedAsync("rest", "whole");
        await peer.FinishAsync();
        await peer.HearAsync(ReverseParameters.AnswerOf(context.Options, "whole"));
        await peer.HearAsync(ReverseParameters.AnswerOf(context.Options, "rest"));
    }

    private static async Task ClosesAsync(CaseContext context)
    {
        await using var peer = await ConnectAsync(context);
        await peer.SayAsync("last words");
        await peer.FinishAsync();
        await peer.HearAsync(ReverseParameters.AnswerOf(context.Options, "last words"));
        await peer.HearEndAsync();
    }

    private static async Task HelloAsync(CaseContext context, Peer peer)
    {
        await peer.SayAsync("HELLO");
        await peer.HearAsync(ReverseParameters.AnswerOf(context.Options, "HELLO"));
    }

    private static async Task<Peer> HeardAsync(CaseContext context)
    {
        var peer = await ConnectAsync(context);
        await peer.SayAsync("HELLO");
        await peer.SkipLineAsync(ReverseParameters.AnswerOf(context.Options, "HELLO"));
        return peer;
    }

    private static async Task FiledAsync(CaseContext context)
    {
        string[] lines = ["first", "two words", "third"];
        var expected = string.Concat(lines.Select(line => $"{ReverseParameters.AnswerOf(context.Options, line)}\n"));
        await using (var peer = await ConnectAsync(context))
        {
            foreach (var line in lines)
            {
                // What is answered is for other cases to judge.
                await peer.SayAsync(line);
                await peer.CollectAsync(context.Options.Patience);
            }

            await peer.FinishAsync();
        }

        await context.FiledAsync(Encoding.UTF8.GetBytes(expected));
    }

    private static Task AskOneAsync(CaseContext context) => AskAsync(context, "HELLO");

    private static async Task<Peer> BeginAsync(CaseContext context)
    {
        var peer = await ConnectAsync(context);
        await peer.SayAsync("and away");
        return peer;
    }
}
