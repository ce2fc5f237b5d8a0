using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Plays;
using Tincan.Checks.Probing;

namespace Tincan.Checks.Suites;

/// <summary>The requirements for a client that sends one line, and writes everything that comes back.</summary>
public static class SendClientSuite
{
    private static readonly byte[] AllBytes = [.. Enumerable.Range(0, 256).Select(static i => (byte)i), .. "\r\n\n\r"u8];

    /// <summary>The line end of the client's line, if it differs from the assignment.</summary>
    private static readonly Parameter LineEnding = new("line-end", "What the client sends after its line.", "crlf")
    {
        Choices = ["crlf", "lf", "none"],
        Cases = ["send.client.line"],
        Remedy = "send '\\r\\n' after the line",
    };

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new("send.client", Side.Client,
        "A client that sends one line, and writes everything that comes back until the server closes.",
        MessageCodec.Lines,
        [
            new("send.client.line", Level.Must,
                "The client sends the first line of its standard input, followed by CR LF.",
                "A server that expects CR LF waits forever for the end of any other line.",
                "Remove the newline that you read, and send '\\r\\n' instead.",
                static context => ExpectLineAsync(context, "HELLO\n", "HELLO")),
            new("send.client.answer", Level.Must,
                "The client writes the answer to standard output unchanged and without interruption; other text may come before and after it.",
                "This is what the program is for.",
                "Write what recv returns to standard output as it is, without newlines of your own in between.",
                static context => AnswerAsync(context, "what comes back\r\nin two lines\r\n"u8.ToArray())) { Points = 2 },
            new("send.client.all-of-it", Level.Must,
                "The client writes everything that it receives until the server closes, however long the pauses.",
                "One recv returns what has arrived so far, often only the beginning of a long answer.",
                "Call recv in a loop until it returns nothing.",
                AnswerInPartsAsync) { CanPerturb = false, Points = 2 },
            new("send.client.large", Level.Must,
                "The client writes an answer of 200,000 bytes to its last byte.",
                "No buffer is large enough for one recv to return this.",
                "Call recv in a loop until it returns nothing.",
                static context => AnswerAsync(context, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"{i:00000000}\r\n"))))) { CanPerturb = false },
            new("send.client.bytes", Level.Must,
                "The client writes all bytes unchanged: NUL, invalid UTF-8, CR and LF.",
                "A client that decodes everything fails at a picture, or at a page in another encoding.",
                "Write bytes, not text: sys.stdout.buffer.write(data) in Python.",
                static context => AnswerAsync(context, AllBytes)) { CanPerturb = false },
            new("send.client.one-line-only", Level.Must,
                "The client sends only the first line, even if there are more.",
                "The server answers one line; a second line would be a second request.",
                "Read one line, not all of standard input.",
                static context => ExpectLineAsync(context, "first\nsecond\nthird\n", "first")),
            new("send.client.blank-line", Level.Must,
                "The client sends a blank line as CR LF alone.",
                "The server waits for a line, and a blank line is one.",
                "Send '\\r\\n' whatever you read.",
                static context => ExpectLineAsync(context, "\n", "")),
            new("send.client.no-line", Level.Must,
                "If standard input is empty, the client sends CR LF alone.",
                "Otherwise both sides wait forever for the other to send something.",
                "Treat the end of the input as an empty line; input() raises EOFError there, readline() returns ''.",
                static context => ExpectLineAsync(context, "", "")),
            new("send.client.last-line", Level.Must,
                "The client sends a last line without a newline completely, followed by CR LF.",
                "printf and many editors write no newline after the last line.",
                "Remove a newline only if there is one: line[:-1] removes the last character of a line without one.",
                static context => ExpectLineAsync(context, "HELLO", "HELLO")),
            new("send.client.crlf-input", Level.Should,
                "The client sends a line that ends with CR LF in the input with one CR LF.",
                "Lines of files from Windows end with CR LF; to a strict server a second CR is part of the line.",
                "Remove '\\r' after the line as well as '\\n'.",
                static context => ExpectLineAsync(context, "HELLO\r\n", "HELLO")) { NeedsDefault = [LineEnding] },
            new("send.client.unicode", Level.Should,
                "The client sends a line with non-ASCII characters unchanged, in UTF-8.",
                "The server decodes UTF-8, and a character cut to one byte is lost.",
                "Send the bytes that you read, or encode the line as UTF-8: line.encode('utf-8') in Python, line.getBytes(StandardCharsets.UTF_8) in Java.",
                static context => ExpectLineAsync(context, "Žluťoučký 😀 €\n", "Žluťoučký 😀 €")),
            new("send.client.no-half-close", Level.Must,
                "The client does not finish (FIN) before the server does.",
                "Some servers stop answering after a client's FIN.",
                "Do not call shutdown or close before recv has returned nothing.",
                NoHalfCloseAsync) { CanPerturb = false },
            new("send.client.closes", Level.Must,
                "When the server finishes (FIN), the client sends nothing more, closes, and ends with exit code 0.",
                "A client that calls recv again and again at the end of the stream never ends.",
                "When recv returns nothing, leave the loop and close the socket.",
                ClosesAsync) { CanPerturb = false },
            new("send.client.empty-answer", Level.Must,
                "The client ends when the server closes without an answer.",
                "The connection is closed, so there is nothing left to wait for.",
                "When recv returns nothing, leave the loop, even the first time.",
                static async context => await (await StartAsync(context, "HELLO\n", "HELLO")).CloseEarlyAsync()) { CanPerturb = false },
            new("send.client.reset-fails", Level.Should,
                "If the server resets the connection (RST), the client ends with an exit code other than 0.",
                "The answer is incomplete, and to a script that runs the client exit code 0 means success.",
                "Do not take a connection error for the end of the stream; end with sys.exit(1), or let the error end the program.",
                ResetAsync) { CanPerturb = false },
            ClientCases.Refused("send.client", "HELLO\n"),
        ])
    {
        HasLines = false,
        Parameters = [LineEnding],
        Probe = ProbeAsync,
    };

    /// <summary>Finds out the line end of the client's line, so that a difference is reported once.</summary>
    private static async Task ProbeAsync(Prober prober) => await prober.TryAsync(async context =>
    {
        var play = await ClientPlay.StartAsync(context, "HELLO\n");
        var sent = await play.Peer.ReceiveAllAsync(prober.Options.StartTimeout);
        await play.Peer.SendAsync("well\r\n"u8.ToArray());
        if (sent.AsSpan().SequenceEqual("HELLO\n"u8))
        {
            prober.SetParameter(LineEnding, "lf", "it ends its line with '\\n', not with '\\r\\n'");
        }
        else if (sent.AsSpan().SequenceEqual("HELLO"u8))
        {
            prober.SetParameter(LineEnding, "none", "it sends nothing after its line, not '\\r\\n'");
        }

        await play.CloseEarlyAsync();
    });

    private static async Task<ClientPlay> StartAsync(CaseContext context, string input, string line)
    {
        var play = await ClientPlay.StartAsync(context, input);
        var end = context.Options.ValueOf(LineEnding) switch { "lf" => "\n", "none" => "", _ => "\r\n" };
        await play.Peer.ExpectAsync(Encoding.UTF8.GetBytes(line + end));
        return play;
    }

    private static async Task ExpectLineAsync(CaseContext context, string input, string line)
    {
        var play = await StartAsync(context, input, line);
        await play.CloseEarlyAsync();
        await play.Peer.ExpectCloseAsync();
    }

    private static async Task AnswerAsync(CaseContext context, byte[] answer)
    {
        var play = await StartAsync(context, "HELLO\n", "HELLO");
        await play.Peer.SendAsync(answer);
        await play.ExpectOutputAsync(written => written.Expect(answer));
    }

    private static async Task AnswerInPartsAsync(CaseContext context)
    {
        var play = await StartAsync(context, "HELLO\n", "HELLO");
        foreach (var part in (string[])["in ", "three\r\n", "parts\r\n"])
        {
            await Task.Delay(context.Options.QuietPeriod, context.Options.Time, context.Cancel);
            await play.Peer.SendAsync(Encoding.ASCII.GetBytes(part));
        }

        await play.ExpectOutputAsync(written => written.Expect("in three\r\nparts\r\n"u8.ToArray()));
    }

    private static async Task NoHalfCloseAsync(CaseContext context) => await (await StartAsync(context, "HELLO\n", "HELLO")).Peer.ExpectSilenceAsync();

    private static async Task ClosesAsync(CaseContext context)
    {
        var play = await StartAsync(context, "HELLO\n", "HELLO");
        await play.Peer.SendAsync("bye\r\n"u8.ToArray());
        await play.Peer.FinishAsync();
        await play.ExpectSuccessAsync();
    }

    private static async Task ResetAsync(CaseContext context)
    {
        var play = await StartAsync(context, "HELLO\n", "HELLO");
        play.Peer.Abort();
        ClientPlay.ExpectFailure(await context.WaitForExitAsync(), "the server broke off (RST)");
    }
}
