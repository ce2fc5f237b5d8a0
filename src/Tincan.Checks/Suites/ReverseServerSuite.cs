using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;
using Tincan.Checks.Probing;
using Tincan.Protocols.Welcome;

namespace Tincan.Checks.Suites;

/// <summary>The requirements for a reverse server.</summary>
public static class ReverseServerSuite
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 1000).Select(static i => $"{i:0000};"));

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new("reverse.server", Side.Server,
        "A server that sends a greeting, and then sends each line back reversed.",
        MessageCodec.Lines,
        [
            new("reverse.server.greeting", Level.Must,
                $"On accept the server sends '{WelcomeServer.ClassicGreeting}', 18 bytes with nothing after them.",
                "A client reads the greeting by its length; with one byte more or less, every answer is wrong.",
                "Send the text as it is, without a line end, as soon as accept returns.",
                GreetingAsync) { CanPerturb = false },
            new("reverse.server.one-line", Level.Must,
                "The server answers a line with its characters in reverse order.",
                "This is what the program is for.",
                "Reverse the text before the line end, and put the line end after it again.",
                static context => AskAsync(context, "HELLO")) { Points = 2 },
            new("reverse.server.many-lines", Level.Must,
                "The server answers every line of a connection, in order, until the client finishes.",
                "A client that reads a file sends hundreds of lines on one connection.",
                "Receive in a loop until recv returns nothing; do not close after the first answer.",
                static context => AskAsync(context, "one", "two words", "3")),
            new("reverse.server.ahead", Level.Must,
                "The server answers lines that arrive in one read one by one, in order.",
                "TCP does not keep sends apart: lines that a client sent one by one may arrive together.",
                "Collect what recv returns in a buffer, and take one line after another from it.",
                static context => PipelinedAsync(context, "first", "second", "third")) { IsPipelined = true, NeedsLineEnds = true, Points = 2 },
            new("reverse.server.blank-line", Level.Must,
                "The server answers a blank line with a blank line.",
                "Files have blank lines, and a client that waits for each answer hangs forever if one is missing.",
                "An empty line is a line too: answer it with a line end alone.",
                static context => AskAsync(context, "before", "", "after")) { NeedsLineEnds = true },
            new("reverse.server.blanks-kept", Level.Must,
                "Tabs and spaces are kept, also at the start and end of a line.",
                "They belong to the line; a file that comes back without them is another file.",
                "Remove only the line end: strip() also removes spaces and tabs.",
                static context => AskAsync(context, "\tin the middle  of it ")),
            new("reverse.server.long-line", Level.Must,
                "The server reverses a line of 5,000 characters as one line.",
                "A buffer of 200 or 1,024 bytes splits longer lines, and each part is reversed by itself.",
                "Call recv until you have the line end, however many calls that takes.",
                static context => AskAsync(context, Long)) { CanPerturb = false, NeedsLineEnds = true },
            new("reverse.server.unicode", Level.Should,
                "The server reverses non-ASCII text by UTF-8 characters, not by bytes.",
                "The reversed bytes of a character are not valid UTF-8.",
                "Decode the line before you reverse it, and encode it again.",
                static context => AskAsync(context, "für 10 € 🙂")),
            new("reverse.server.last-line", Level.Must,
                "The server answers a last line without a line end when the client finishes.",
                "Many files have no newline at the end, and their last line must not be lost.",
                "When recv returns nothing, answer what is left in the buffer before you close.",
                LastLineAsync) { CanPerturb = false, NeedsLineEnds = true },
            new("reverse.server.closes", Level.Must,
                "When the client finishes (FIN), the server sends the remaining answers and closes too.",
                "Otherwise the server keeps a file descriptor for every client it has ever served.",
                "When recv returns nothing, close the socket.",
                ClosesAsync) { CanPerturb = false },
            new("reverse.server.filed", Level.Must,
                "The server's file has every reversed line, in order, each with its newline.",
                "The file is handed in, and compared byte by byte.",
                "Write each answer and a newline to the file, and flush or close it when the client has closed: what is still in a buffer is lost when the server is stopped.",
                OutputFileAsync) { CanPerturb = false, NeedsOutputFile = true },
            ServerCases.NextClient("reverse.server", AskOneAsync),
            ServerCases.AfterReset("reverse.server", BeginAsync, AskOneAsync),
            ServerCases.NotUtf8("reverse.server", ConnectAsync, AskOneAsync),
            ServerCases.Concurrent("reverse.server", Level.Should, ConnectAsync, AskOneAsync),
            ServerCases.OwnAnswers("reverse.server", ConnectAsync, HelloAsync, static context => ReverseParameters.GreetingOf(context.Options)),
            ServerCases.StartsAgain("reverse.server", AnsweredAsync, AskOneAsync),
        ])
    {
        ServerOutputFile = "out-proj.txt",
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
        await peer.ExpectAsync(System.Text.Encoding.UTF8.GetBytes(ReverseParameters.GreetingOf(context.Options)));
        await peer.ExpectSilenceAsync();
    }

    private static async Task AskAsync(CaseContext context, params string[] lines)
    {
        await using var peer = await ConnectAsync(context);
        foreach (var line in lines)
        {
            await peer.SendLineAsync(line);
            await peer.ExpectAsync(ReverseParameters.AnswerOf(context.Options, line));
        }

        // Another case judges servers that answer only one line.
        await (lines.Length == 1 ? peer.ExpectNoMoreAsync() : peer.ExpectSilenceAsync());
    }

    private static async Task PipelinedAsync(CaseContext context, params string[] lines)
    {
        await using var peer = await ConnectAsync(context);
        await peer.SendLinesAsync(lines);
        foreach (var line in lines)
        {
            await peer.ExpectAsync(ReverseParameters.AnswerOf(context.Options, line));
        }
    }

    private static async Task LastLineAsync(CaseContext context)
    {
        await using var peer = await ConnectAsync(context);
        await peer.SendPartialLineAsync("rest", "whole");
        await peer.FinishAsync();
        await peer.ExpectAsync(ReverseParameters.AnswerOf(context.Options, "whole"));
        await peer.ExpectAsync(ReverseParameters.AnswerOf(context.Options, "rest"));
    }

    private static async Task ClosesAsync(CaseContext context)
    {
        await using var peer = await ConnectAsync(context);
        await peer.SendLineAsync("last words");
        await peer.FinishAsync();
        await peer.ExpectAsync(ReverseParameters.AnswerOf(context.Options, "last words"));
        await peer.ExpectCloseAsync();
    }

    private static async Task HelloAsync(CaseContext context, Peer peer)
    {
        await peer.SendLineAsync("HELLO");
        await peer.ExpectAsync(ReverseParameters.AnswerOf(context.Options, "HELLO"));
    }

    private static async Task<Peer> AnsweredAsync(CaseContext context)
    {
        var peer = await ConnectAsync(context);
        await peer.SendLineAsync("HELLO");
        await peer.SkipLineAsync(ReverseParameters.AnswerOf(context.Options, "HELLO"));
        return peer;
    }

    private static async Task OutputFileAsync(CaseContext context)
    {
        string[] lines = ["first", "two words", "third"];
        var expected = string.Concat(lines.Select(line => $"{ReverseParameters.AnswerOf(context.Options, line)}\n"));
        await using (var peer = await ConnectAsync(context))
        {
            foreach (var line in lines)
            {
                // Other cases judge the answers.
                await peer.SendLineAsync(line);
                await peer.ReceiveAllAsync(context.Options.AnswerTimeout);
            }

            await peer.FinishAsync();
        }

        await context.ExpectFileAsync(Encoding.UTF8.GetBytes(expected));
    }

    private static Task AskOneAsync(CaseContext context) => AskAsync(context, "HELLO");

    private static async Task<Peer> BeginAsync(CaseContext context)
    {
        var peer = await ConnectAsync(context);
        await peer.SendLineAsync("and away");
        return peer;
    }
}
