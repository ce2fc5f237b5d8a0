using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;
using Tincan.Checks.Plays;
using Tincan.Checks.Probing;

namespace Tincan.Checks.Suites;

/// <summary>The requirements for a client of a reverse server.</summary>
public static class ReverseClientSuite
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 1000).Select(static i => $"{i:000}, "));

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new("reverse.client", Side.Client,
        "A client that sends each line of a file to a reverse server, and writes the answers.",
        MessageCodec.Lines,
        [
            new("reverse.client.one-line", Level.Must,
                "The client removes the greeting, sends the line of its input, and writes the answer as a line of its own.",
                "This is what the program is for.",
                "Receive 18 bytes of greeting first; then send the line with its line end, and receive until the answer's line end.",
                static context => AskAsync(context, "HELLO\n", "HELLO")) { Points = 2 },
            new("reverse.client.many-lines", Level.Must,
                "The client sends each line of the input, and writes the answers in order.",
                "A file has many lines; the third answer belongs to the third line.",
                "Send, receive and write in a loop over the lines of the file.",
                static context => AskAsync(context, "one\ntwo words\n4 + 3\n", "one", "two words", "4 + 3")),
            new("reverse.client.lock-step", Level.Should,
                "The client sends the next line only after it has received the answer to the one before.",
                "Many servers treat what one recv returns as one line: lines sent together come back as one, the last line first.",
                "Receive each answer inside the loop that sends, before you send the next line.",
                LockStepAsync) { CanPerturb = false },
            new("reverse.client.blank-line", Level.Must,
                "The client sends a blank line as a line end alone, and writes its answer as a blank line.",
                "A file that comes back without its blank lines is another file.",
                "Send the line end for a blank line too; do not leave the loop at an empty line.",
                static context => AskAsync(context, "before\n\nafter\n", "before", "", "after")) { NeedsLineEnds = true },
            new("reverse.client.blank-line-raw", Level.Must,
                "Without line ends a blank line has no bytes: the client does not wait for an answer to it.",
                "Sending an empty text sends nothing, so the server answers nothing, and both wait forever.",
                "Before you send, check whether the line is empty: if so, write a blank line to the output and continue with the next line.",
                BlankRawAsync) { CanPerturb = false, NeedsRaw = true },
            new("reverse.client.blanks-kept", Level.Must,
                "Tabs and spaces are kept, also at the start and end of a line.",
                "They belong to the line; a server reverses them with the rest.",
                "Remove only the line end: strip() also removes spaces and tabs, rstrip('\\n') does not.",
                static context => AskAsync(context, " \tin the middle  of it \n", " \tin the middle  of it ")),
            new("reverse.client.long-line", Level.Must,
                "The client sends a line of 5,000 characters as one line, and writes its answer as one line.",
                "With a buffer of 200 or 1,024 bytes, one recv returns only the first part of a long answer.",
                "Call recv until you have the line end, however many calls that takes.",
                static context => AskAsync(context, $"{Long}\nnext\n", Long, "next")) { CanPerturb = false, NeedsLineEnds = true },
            new("reverse.client.unicode", Level.Should,
                "The client sends and writes non-ASCII characters as UTF-8.",
                "A client that encodes as ASCII fails at the first umlaut.",
                "Read, send and receive bytes, or encode and decode whole lines as UTF-8.",
                static context => AskAsync(context, "für 10 € 🙂\n", "für 10 € 🙂")),
            new("reverse.client.last-line", Level.Must,
                "The client sends a last line of the input without a newline like any other.",
                "Many files have no newline at the end, and their last line must not be lost.",
                "Remove a newline only if there is one: line[:-1] removes the last character of a line without one.",
                static context => AskAsync(context, "first\nlast", "first", "last")),
            new("reverse.client.crlf-input", Level.Must,
                "If lines of the file end with CR LF, the client sends them without the CR.",
                "Lines of files from Windows end with CR LF; a CR that is sent comes back as the first character of the answer.",
                "Remove '\\r' after the line as well as '\\n'.",
                static context => AskAsync(context, "one\r\ntwo\r\n", "one", "two")),
            ClientCases.LastAnswer("reverse.client", LastAnswerAsync),
            new("reverse.client.file-form", Level.Should,
                "An output file has the answers of this run and nothing else, one per line, each followed by a newline.",
                "The file is compared with the expected one byte by byte. This case ignores standard output.",
                "Write the answer and one newline for each line. Write messages for people to standard output.",
                FileFormAsync) { CanPerturb = false },
            new("reverse.client.closes", Level.Must,
                "After the last answer the client sends nothing more, closes (FIN), and ends with exit code 0.",
                "A server waits for the next line until its client closes.",
                "Close the socket and leave at the end of the file. If the file ends with a newline, split('\\n') returns one line too many.",
                ClosesAsync) { CanPerturb = false },
            ClientCases.EarlyClose("reverse.client", AwaitingAnswerAsync),
            ClientCases.EarlyCloseFails("reverse.client", AwaitingAnswerAsync),
            ClientCases.Refused("reverse.client", "HELLO\n"),
        ])
    {
        InputFile = "in-proj.txt",
        OutputFile = "out-proj.txt",
        Parameters =
        [
            GreetingParameter.Classic with { Cases = ["reverse.client.one-line"] },
            BufferParameter.Size with { Cases = ["reverse.client.one-line"] },
        ],
        Probe = ReverseClientProbe.RunAsync,
    };

    private static async Task<ClientPlay> StartAsync(CaseContext context, string input)
    {
        var play = await ClientPlay.StartAsync(context, input);
        if (context.Options.ValueOf(GreetingParameter.Classic) is { Length: > 0 } greeting)
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
            await play.Peer.ExpectAsync(line);
            if (at == 0 && lines.Length > 1)
            {
                await play.WaitForPipelinedLineAsync();
            }

            await play.Peer.SendLineAsync(Reverse(line));
        }

        await play.ExpectOutputAsync(written => written.Expect([.. lines.Select(Reverse)]));
    }

    private static async Task LockStepAsync(CaseContext context)
    {
        var play = await StartAsync(context, "one\ntwo\nthree\n");
        foreach (var line in (string[])["one", "two", "three"])
        {
            await play.Peer.ExpectAsync(line);
            await play.Peer.ExpectSilenceAsync();
            await play.Peer.SendLineAsync(Reverse(line));
        }
    }

    /// <summary>Answers what the client sends for a blank line, if it sends anything.</summary>
    private static async Task BlankRawAsync(CaseContext context)
    {
        var play = await StartAsync(context, "before\n\nafter\n");
        await play.Peer.ExpectAsync("before");
        await play.Peer.SendLineAsync(Reverse("before"));
        try
        {
            await play.Peer.ExpectAsync("after");
        }
        catch (CheckFailedException silent) when (silent.Kind == FailureKind.NoAnswer)
        {
            throw new CheckFailedException(FailureKind.NoAnswer, "for a blank line the client sent nothing, and then it waited for an answer")
            {
                Expected = silent.Expected,
                Got = silent.Got,
                LateAnswer = silent.LateAnswer,
                IsExplained = true,
            };
        }

        await play.Peer.SendLineAsync(Reverse("after"));
        await play.ExpectOutputAsync(written => written.Expect(Reverse("before"), Reverse("after")));
    }

    private static async Task FileFormAsync(CaseContext context)
    {
        context.WriteEarlierFile();
        var play = await StartAsync(context, "one\ntwo\n");
        foreach (var line in (string[])["one", "two"])
        {
            await play.Peer.ExpectAsync(line);
            await play.Peer.SendLineAsync(Reverse(line));
        }

        await play.ExpectOutputAsync(written => written.ExpectOnly("eno", "owt"));
    }

    private static async Task LastAnswerAsync(CaseContext context)
    {
        var play = await StartAsync(context, "one\n");
        await play.Peer.ExpectAsync("one");
        await play.Peer.SendAsync("eno"u8.ToArray());
        await play.ExpectOutputAsync(written => written.Expect("eno"));
    }

    private static async Task ClosesAsync(CaseContext context)
    {
        var play = await StartAsync(context, "one\n");
        await play.Peer.ExpectAsync("one");
        await play.Peer.SendLineAsync("eno");
        await play.ExpectSuccessAsync();
    }

    private static async Task<ClientPlay> AwaitingAnswerAsync(CaseContext context)
    {
        var play = await StartAsync(context, "one\n");
        await play.Peer.ExpectAsync("one");
        return play;
    }

    private static string Reverse(string line) => string.Concat(line.EnumerateRunes().Reverse());
}
