using Tincan.Checks.Cases;
using Tincan.Checks.Plays;
using Tincan.Checks.Probing;
using Tincan.Checks.Contexts;

namespace Tincan.Checks.Suites;

/// <summary>The requirements on a client that sends one line and writes everything that comes back.</summary>
public static class SendClientSuite
{
    private static readonly byte[] AllBytes = [.. Enumerable.Range(0, 256).Select(static i => (byte)i), .. "\r\n\n\r"u8];

    /// <summary>How the client ends its line, where it differs from the assignment.</summary>
    private static readonly Parameter LineEnding = new("line-end", "What the client sends after its line.", "crlf")
    {
        Choices = ["crlf", "lf", "none"],
        Cases = ["send.client.line"],
        Otherwise = "send '\\r\\n' after the line",
    };

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new("send.client", Side.Client,
        "A client that sends one line, and writes everything that comes back until the server closes.",
        MessageCodec.Lines,
        [
            new("send.client.line", Level.Must,
                "The client sends the first line of its standard input, with CR LF behind it.",
                "A server that waits for CR LF waits for ever for a line that ends otherwise.",
                "Take off the newline that was read, and send '\\r\\n' instead.",
                static context => SayAsync(context, "HELLO\n", "HELLO")),
            new("send.client.answer", Level.Must,
                "What comes back stands on standard output in one piece, as it came; anything may stand before and behind it.",
                "This is what the program is for.",
                "Write what recv returns to standard output as it is, without newlines of your own in between.",
                static context => HearAsync(context, "what comes back\r\nin two lines\r\n"u8.ToArray())) { Points = 2 },
            new("send.client.all-of-it", Level.Must,
                "Everything that comes until the server closes is written, pauses included.",
                "One recv returns what is there: the beginning of a long answer.",
                "Call recv in a loop until it returns nothing.",
                InPartsAsync) { CanBurn = false, Points = 2 },
            new("send.client.large", Level.Must,
                "An answer of 200,000 bytes is written to its last byte.",
                "No buffer is large enough for one recv to return this.",
                "Call recv in a loop until it returns nothing.",
                static context => HearAsync(context, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"{i:00000000}\r\n"))))) { CanBurn = false },
            new("send.client.bytes", Level.Must,
                "All bytes are written as they came: NUL, bytes that are no UTF-8, CR and LF.",
                "A picture or a page in another encoding ends a client that decodes what it receives.",
                "Write bytes, not text: sys.stdout.buffer.write(data) in Python.",
                static context => HearAsync(context, AllBytes)) { CanBurn = false },
            new("send.client.one-line-only", Level.Must,
                "Only the first line is sent, even if there are more.",
                "The server answers one line; more would be another request.",
                "Read one line, not all of standard input.",
                static context => SayAsync(context, "first\nsecond\nthird\n", "first")),
            new("send.client.blank-line", Level.Must,
                "A blank line is sent as CR LF alone.",
                "The server waits for a line, and a blank one is a line.",
                "Send '\\r\\n' whatever was read.",
                static context => SayAsync(context, "\n", "")),
            new("send.client.no-line", Level.Must,
                "If standard input has no line at all, CR LF alone is sent.",
                "Both sides would wait for ever for the other to say something.",
                "Take the end of input for an empty line; input() raises EOFError there, readline() returns ''.",
                static context => SayAsync(context, "", "")),
            new("send.client.last-line", Level.Must,
                "A line without newline at the end of the input is sent with CR LF, and without loss.",
                "printf and many editors write no newline behind the last line.",
                "Take off a newline only if there is one: line[:-1] takes the last character of such a line.",
                static context => SayAsync(context, "HELLO", "HELLO")),
            new("send.client.crlf-input", Level.Should,
                "A line that ends with CR LF in the input is sent with one CR LF.",
                "Files from Windows end their lines so; a second CR belongs to the line for a strict server.",
                "Take off '\\r' behind the line as well as '\\n'.",
                static context => SayAsync(context, "HELLO\r\n", "HELLO")) { NeedsDefault = [LineEnding] },
            new("send.client.unicode", Level.Should,
                "A line with characters beyond ASCII is sent as it was read, in UTF-8.",
                "The server decodes UTF-8: a character that was cut to one byte is lost.",
                "Send the bytes that were read, or encode the line as UTF-8: line.encode('utf-8') in Python, line.getBytes(StandardCharsets.UTF_8) in Java.",
                static context => SayAsync(context, "Žluťoučký 😀 €\n", "Žluťoučký 😀 €")),
            new("send.client.no-half-close", Level.Must,
                "The client does not finish (FIN) before the server does.",
                "Servers take a FIN for a client that has gone, and do not answer any more.",
                "Do not call shutdown or close before recv has returned nothing.",
                NoHalfCloseAsync) { CanBurn = false },
            new("send.client.closes", Level.Must,
                "When the server finishes (FIN), the client sends nothing more, closes, and ends with exit code 0.",
                "A client that calls recv again and again at the end of the stream never ends.",
                "When recv returns nothing, leave the loop and close the socket.",
                ClosesAsync) { CanBurn = false },
            new("send.client.empty-answer", Level.Must,
                "The client ends when the server closes without an answer.",
                "No answer is an answer; there is nothing left to wait for.",
                "When recv returns nothing, leave the loop, the first time too.",
                static async context => await (await StartAsync(context, "HELLO\n", "HELLO")).LeaveAsync()) { CanBurn = false },
            new("send.client.reset-fails", Level.Should,
                "When the server breaks off (RST), the client ends, and its exit code is not 0.",
                "What came is not all there was, and a script that runs the client takes exit code 0 for success.",
                "Do not take a connection error for the end of the stream; end with sys.exit(1), or let the error end the program.",
                ResetAsync) { CanBurn = false },
            ClientCases.Refused("send.client", "HELLO\n"),
        ])
    {
        HasLines = false,
        Parameters = [LineEnding],
        Probe = ProbeAsync,
    };

    /// <summary>Finds out how the client ends its line, so that this is reported once.</summary>
    private static async Task ProbeAsync(Prober prober) => await prober.TryAsync(async context =>
    {
        var play = await ClientPlay.StartAsync(context, "HELLO\n");
        var sent = await play.Peer.CollectAsync(prober.Options.StartTimeout);
        await play.Peer.SendAsync("well\r\n"u8.ToArray());
        if (sent.AsSpan().SequenceEqual("HELLO\n"u8))
        {
            prober.Differs(LineEnding, "lf", "it ends its line with '\\n', not with '\\r\\n'");
        }
        else if (sent.AsSpan().SequenceEqual("HELLO"u8))
        {
            prober.Differs(LineEnding, "none", "it sends nothing after its line, not '\\r\\n'");
        }

        await play.LeaveAsync();
    });

    private static async Task<ClientPlay> StartAsync(CaseContext context, string input, string line)
    {
        var play = await ClientPlay.StartAsync(context, input);
        var end = context.Options.ValueOf(LineEnding) switch { "lf" => "\n", "none" => "", _ => "\r\n" };
        await play.Peer.HearAsync(Encoding.UTF8.GetBytes(line + end));
        return play;
    }

    private static async Task SayAsync(CaseContext context, string input, string line)
    {
        var play = await StartAsync(context, input, line);
        await play.LeaveAsync();
        await play.Peer.HearEndAsync();
    }

    private static async Task HearAsync(CaseContext context, byte[] answer)
    {
        var play = await StartAsync(context, "HELLO\n", "HELLO");
        await play.Peer.SendAsync(answer);
        await play.ExpectAsync(written => written.Expect(answer));
    }

    private static async Task InPartsAsync(CaseContext context)
    {
        var play = await StartAsync(context, "HELLO\n", "HELLO");
        foreach (var part in (string[])["in ", "three\r\n", "parts\r\n"])
        {
            await Task.Delay(context.Options.Quiet, context.Options.Time, context.Limit);
            await play.Peer.SendAsync(Encoding.ASCII.GetBytes(part));
        }

        await play.ExpectAsync(written => written.Expect("in three\r\nparts\r\n"u8.ToArray()));
    }

    private static async Task NoHalfCloseAsync(CaseContext context) => await (await StartAsync(context, "HELLO\n", "HELLO")).Peer.HearNothingAsync();

    private static async Task ClosesAsync(CaseContext context)
    {
        var play = await StartAsync(context, "HELLO\n", "HELLO");
        await play.Peer.SendAsync("bye\r\n"u8.ToArray());
        await play.Peer.FinishAsync();
        await play.EndsWellAsync();
    }

    private static async Task ResetAsync(CaseContext context)
    {
        var play = await StartAsync(context, "HELLO\n", "HELLO");
        play.Peer.Abort();
        ClientPlay.Fails(await context.ExitAsync(), "the server broke off (RST)");
    }
}
