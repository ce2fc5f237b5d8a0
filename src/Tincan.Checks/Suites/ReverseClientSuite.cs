using Tincan.Checks.Cases;
using Tincan.Checks.Parameters;
using Tincan.Checks.Plays;
using Tincan.Checks.Probing;
using Tincan.Checks.Contexts;

namespace Tincan.Checks.Suites;

/// <summary>The requirements on a client of a reverse server.</summary>
public static class ReverseClientSuite
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 1000).Select(static i => $"{i:000}, "));

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new("reverse.client", Side.Client,
        "A client that sends each line of a file to a reverse server, and writes the answers.",
        MessageCodec.Lines,
        [
            new("reverse.client.one-line", Level.Must,
                "The client takes off the greeting, sends the line of its input, and writes the answer as a line of its own.",
                "This is what the program is for.",
                "Receive 18 bytes of greeting first; then send the line with its line end, and receive until the answer's line end.",
                static context => AskAsync(context, "HELLO\n", "HELLO")) { Points = 2 },
            new("reverse.client.many-lines", Level.Must,
                "Each line of the input is sent, and the answers are written in order.",
                "A file has many lines; the third answer belongs to the third line.",
                "Send, receive and write in a loop over the lines of the file.",
                static context => AskAsync(context, "one\ntwo words\n4 + 3\n", "one", "two words", "4 + 3")),
            new("reverse.client.lock-step", Level.Should,
                "The next line is sent only when the answer to the one before has come.",
                "Many servers take what one recv returns for one line: lines that are sent together come back as one, the last line first.",
                "Receive the answer inside of the loop that sends, before the next line is sent.",
                LockStepAsync) { CanBurn = false },
            new("reverse.client.blank-line", Level.Must,
                "A blank line is sent as a line end alone, and its answer is written as a blank line.",
                "A file that comes back without its blank lines is another file.",
                "Send the line end for a blank line, too; do not leave the loop on an empty line.",
                static context => AskAsync(context, "before\n\nafter\n", "before", "", "after")) { NeedsLineEnds = true },
            new("reverse.client.blank-line-raw", Level.Must,
                "Without line ends a blank line is no bytes at all: the client does not wait for an answer to it.",
                "send of an empty text sends nothing, the server gets nothing and answers nothing, and both wait for ever.",
                "Before you send, look whether the line is empty: write a blank line to the output, and go on with the next line.",
                BlankRawAsync) { CanBurn = false, NeedsRaw = true },
            new("reverse.client.blanks-kept", Level.Must,
                "Tabs and blanks are kept, at the ends of a line too.",
                "They belong to the line; a server reverses them with the rest.",
                "Take off the line end only: strip() takes blanks and tabs as well, rstrip('\\n') does not.",
                static context => AskAsync(context, " \tin the middle  of it \n", " \tin the middle  of it ")),
            new("reverse.client.long-line", Level.Must,
                "A line of 5,000 characters is sent as one, and its answer is written as one.",
                "A buffer of 200 or 1,024 bytes takes the first part of a long answer for all of it.",
                "Collect until the line end has come, however many calls of recv that takes.",
                static context => AskAsync(context, $"{Long}\nnext\n", Long, "next")) { CanBurn = false, NeedsLineEnds = true },
            new("reverse.client.unicode", Level.Should,
                "Characters beyond ASCII are sent and written as UTF-8.",
                "A client that encodes as ASCII ends with an error at the first umlaut.",
                "Read the file, send and receive as bytes, or encode and decode as UTF-8 whole lines at a time.",
                static context => AskAsync(context, "für 10 € 🙂\n", "für 10 € 🙂")),
            new("reverse.client.last-line", Level.Must,
                "A last line of the input that has no newline is sent like any other.",
                "A file whose last line has no newline is normal; that line must not be lost.",
                "Take off a newline only if there is one: line[:-1] takes the last character of such a line.",
                static context => AskAsync(context, "first\nlast", "first", "last")),
            new("reverse.client.crlf-input", Level.Must,
                "Lines of a file that end with CR LF are sent without the CR.",
                "Files from Windows end their lines so; a CR that is sent comes back as the first character of the answer.",
                "Take off '\\r' behind the line as well as '\\n'.",
                static context => AskAsync(context, "one\r\ntwo\r\n", "one", "two")),
            ClientCases.LastAnswer("reverse.client", LastAnswerAsync),
            new("reverse.client.file-form", Level.Should,
                "An output file holds the answers of this run and nothing else, one a line, each with a newline after it.",
                "A file is compared with the expected one byte by byte. What is written to standard output instead is not judged here.",
                "Write the answer and one newline for each line, and write messages for people to standard output.",
                FileFormAsync) { CanBurn = false },
            new("reverse.client.closes", Level.Must,
                "Behind the last answer the client sends nothing more, closes by itself (FIN), and ends with exit code 0.",
                "A server waits for the next line for as long as its client stays.",
                "Close the socket and leave when the file is at its end; split('\\n') makes one line too many of a file that ends with a newline.",
                ClosesAsync) { CanBurn = false },
            ClientCases.EarlyClose("reverse.client", OwedAsync),
            ClientCases.EarlyCloseFails("reverse.client", OwedAsync),
            ClientCases.Refused("reverse.client", "HELLO\n"),
        ])
    {
        InputFile = "in-proj.txt",
        OutputFile = "out-proj.txt",
        Parameters =
        [
            ReverseParameters.Greeting with
            {
                Cases = ["reverse.client.one-line"],
                Otherwise = "receive the greeting, all 18 bytes of it, before you send the first line",
            },
            BufferParameter.Size with { Cases = ["reverse.client.one-line"] },
        ],
        Probe = ReverseClientProbe.RunAsync,
    };

    private static async Task<ClientPlay> StartAsync(CaseContext context, string input)
    {
        var play = await ClientPlay.StartAsync(context, input);
        if (ReverseParameters.GreetingOf(context.Options) is { Length: > 0 } greeting)
        {
            await play.Peer.SendAsync(Encoding.UTF8.GetBytes(greeting));
        }

        return play;
    }

    private static async Task AskAsync(CaseContext context, string input, params string[] lines)
    {
        var play = await StartAsync(context, input);
        foreach (var (at, line) in lines.Index())
        {
            await play.Peer.HearAsync(line);
            if (at == 0 && lines.Length > 1)
            {
                await play.SeeAheadAsync();
            }

            await play.Peer.SayAsync(Reverse(line));
        }

        await play.ExpectAsync(written => written.Expect([.. lines.Select(Reverse)]));
    }

    private static async Task LockStepAsync(CaseContext context)
    {
        var play = await StartAsync(context, "one\ntwo\nthree\n");
        foreach (var line in (string[])["one", "two", "three"])
        {
            await play.Peer.HearAsync(line);
            await play.Peer.HearNothingAsync();
            await play.Peer.SayAsync(Reverse(line));
        }
    }

    /// <summary>What the client sends for a blank line, if it sends something, is answered.</summary>
    private static async Task BlankRawAsync(CaseContext context)
    {
        var play = await StartAsync(context, "before\n\nafter\n");
        await play.Peer.HearAsync("before");
        await play.Peer.SayAsync(Reverse("before"));
        try
        {
            await play.Peer.HearAsync("after");
        }
        catch (CheckFailedException silent) when (silent.Kind == FailureKind.NoAnswer)
        {
            throw new CheckFailedException(FailureKind.NoAnswer, "for a blank line the client sent nothing, and then it waited for an answer")
            {
                Expected = silent.Expected,
                Got = silent.Got,
                Later = silent.Later,
                IsExplained = true,
            };
        }

        await play.Peer.SayAsync(Reverse("after"));
        await play.ExpectAsync(written => written.Expect(Reverse("before"), Reverse("after")));
    }

    private static async Task FileFormAsync(CaseContext context)
    {
        context.LeaveEarlierFile();
        var play = await StartAsync(context, "one\ntwo\n");
        foreach (var line in (string[])["one", "two"])
        {
            await play.Peer.HearAsync(line);
            await play.Peer.SayAsync(Reverse(line));
        }

        await play.ExpectAsync(written => written.ExpectOnly("eno", "owt"));
    }

    private static async Task LastAnswerAsync(CaseContext context)
    {
        var play = await StartAsync(context, "one\n");
        await play.Peer.HearAsync("one");
        await play.Peer.SendAsync("eno"u8.ToArray());
        await play.ExpectAsync(written => written.Expect("eno"));
    }

    private static async Task ClosesAsync(CaseContext context)
    {
        var play = await StartAsync(context, "one\n");
        await play.Peer.HearAsync("one");
        await play.Peer.SayAsync("eno");
        await play.EndsWellAsync();
    }

    private static async Task<ClientPlay> OwedAsync(CaseContext context)
    {
        var play = await StartAsync(context, "one\n");
        await play.Peer.HearAsync("one");
        return play;
    }

    private static string Reverse(string line) => string.Concat(line.EnumerateRunes().Reverse());
}
