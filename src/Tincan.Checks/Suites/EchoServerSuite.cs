using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;
using Tincan.Checks.Plays;
using Tincan.Checks.Probing;

namespace Tincan.Checks.Suites;

/// <summary>The requirements for an echo server.</summary>
public static class EchoServerSuite
{
    private const string Name = "echo.server";

    /// <summary>More than the kernel buffers on both sides, about 20 MiB for both directions, and more than a program should buffer.</summary>
    private const int Flood = 32 * 1024 * 1024;

    /// <summary>More than the kernel buffers in one direction, about 10 MiB. A server that buffers what it cannot send still has bytes to send after the FIN.</summary>
    private const int ManyBytes = 16 * 1024 * 1024;

    /// <summary>A server that has read nothing for this long waits for us to read. A server that sleeps between reads sleeps less.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(2);
    private const int Waits = 40;

    /// <summary>Has a zero byte in the middle, to find programs that stop there.</summary>
    private static readonly byte[] Binary = [.. Enumerable.Range(128, 256).Select(static i => (byte)i)];

    private static readonly byte[] Long = [.. Enumerable.Range(0, 100_000).Select(static i => (byte)('a' + (i % 26)))];

    /// <summary>Lines of 64 bytes. Consecutive lines differ, and the last line differs from the first.</summary>
    private static readonly byte[] Piece =
        [.. Enumerable.Range(0, 64 * 1024).Select(static i => (byte)(i % 64 == 63 ? '\n' : 'a' + ((i + (i / 64)) % 26)))];

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new(Name,
        Side.Server,
        "A server that sends back what it receives, byte for byte.",
        MessageCodec.Lines,
        [
            new("echo.server.one-line", Level.Must,
                "A line comes back as it was sent.",
                "This is what the program is for.",
                "Send exactly the bytes that recv returned.",
                static context => EchoAsync(context, "Hello, echo\n")) { Points = 2 },
            new("echo.server.many-lines", Level.Must,
                "Everything that a client sends comes back, until it finishes.",
                "A client may send more than one message on a connection.",
                "Receive in a loop until recv returns nothing; do not close after the first echo.",
                static context => EchoAsync(context, "One\n", "Two words\n", "3\n")),
            new("echo.server.ahead", Level.Must,
                "Lines that arrive in one read all come back, in order.",
                "TCP does not keep sends apart: lines that a client sent one by one may arrive together.",
                "Send back everything that recv returned, not only its first line.",
                static context => EchoAsync(context, "First\nSecond\nThird\n")) { IsPipelined = true, Points = 2 },
            new("echo.server.at-once", Level.Must,
                "Bytes come back at once, with or without a line end.",
                "Many programs send text without a line end, and wait for its echo.",
                "Do not collect lines: send back what recv returned, as it is.",
                static context => EchoAsync(context, "Your name: ")),
            new("echo.server.blank-line", Level.Must,
                "A blank line comes back as a blank line.",
                "A line end is data too, and a client that waits for its echo would wait forever.",
                "The end is when recv returns 0 bytes, not when it returns an empty line.",
                static context => EchoAsync(context, "Before\n", "\n", "After\n")),
            new("echo.server.line-ends", Level.Must,
                "Line ends of every kind come back unchanged: LF, CR LF, a zero byte.",
                "The client uses them to find where its lines end.",
                "Do not strip, split or print what you send back; open nothing in text mode.",
                static context => EchoAsync(context, "Lf\n", "Cr Lf\r\n", "Nul\0")),
            new("echo.server.blanks-kept", Level.Must,
                "Tabs and spaces come back, also at the start and end of a line.",
                "They are bytes like any other.",
                "Do not strip what you send back.",
                static context => EchoAsync(context, "\t In the middle \t \n")),
            new("echo.server.unicode", Level.Must,
                "Non-ASCII characters come back unchanged, wherever TCP splits them.",
                "A UTF-8 character may arrive in two reads, and half a character cannot be decoded.",
                "Send back the bytes; do not decode them.",
                static context => EchoAsync(context, "Für 10 € 🙂\n")),
            new("echo.server.binary", Level.Must,
                "All 256 byte values come back unchanged.",
                "An echo server copies bytes, and not all bytes are text.",
                "Send back the bytes; do not decode them.",
                static context => EchoAsync(context, Binary)),
            new("echo.server.long", Level.Must,
                "100,000 bytes in one send all come back, in order.",
                "A read returns at most what its buffer holds, and a send may take only a part of its bytes.",
                "Receive in a loop, and send with sendall.",
                static context => EchoAsync(context, Long)) { CanPerturb = false },
            new("echo.server.half-close", Level.Must,
                "What the client sent before its FIN still comes back.",
                "A client such as nc sends a FIN after its last byte, and then reads the rest.",
                "When recv returns nothing, the client can still receive: send what is left before you close.",
                HalfCloseAsync) { CanPerturb = false },
            new("echo.server.half-close-much", Level.Must,
                "After the client's FIN the rest of the echo still comes back, even megabytes.",
                "cat file | nc sends everything and finishes at once: a server that closes then loses the end of the file.",
                "When recv returns nothing, send everything in this client's buffer before you close, for example with sendall.",
                HalfCloseManyBytesAsync) { CanPerturb = false },
            ServerCases.Closes(Name, BeginAsync),
            new("echo.server.back-pressure", Level.Should,
                "While a client does not read its echo, the server reads no more from it than fits a bounded buffer.",
                "A server that stores what it cannot send runs out of memory when one client does not read.",
                "Do not call recv again before you have sent everything that it returned.",
                BackPressureAsync) { CanPerturb = false },
            ServerCases.NextClient(Name, AskAsync),
            ServerCases.AfterReset(Name, BeginAsync, AskAsync),
            ServerCases.Concurrent(Name, Level.Must, BeginAsync, AskAsync),
            ServerCases.OwnAnswers(Name, GreetedPeer.ConnectAsync, static async (_, peer) =>
            {
                await peer.SendAsync("Only for me\n"u8.ToArray());
                await peer.ExpectAsync("Only for me\n"u8.ToArray());
            }, static context => GreetingParameter.Of(context.Options)),
            ServerCases.StartsAgain(Name, BeginAsync, AskAsync),
        ])
    {
        HasLines = false,
        Parameters = [GreetingParameter.Greeting with { Cases = ["echo.server.one-line"] }, BufferParameter.Size with { Cases = ["echo.server.one-line"] }],
        Probe = EchoServerProbe.RunAsync,
    };

    private static Task EchoAsync(CaseContext context, params string[] pieces) => EchoAsync(context, [.. pieces.Select(Encoding.UTF8.GetBytes)]);

    private static async Task EchoAsync(CaseContext context, params byte[][] pieces)
    {
        await using var peer = await GreetedPeer.ConnectAsync(context);
        foreach (var piece in pieces)
        {
            // Concurrently, because a server may stop reading while we do not read.
            var sending = peer.SendAsync(piece);
            await peer.ExpectAsync(piece);
            await sending;
        }

        await peer.ExpectSilenceAsync();
    }

    private static Task AskAsync(CaseContext context) => EchoAsync(context, "Hello, echo\n");

    private static async Task<Peer> BeginAsync(CaseContext context)
    {
        var peer = await GreetedPeer.ConnectAsync(context);
        await peer.SendAsync("Last words\n"u8.ToArray());
        await peer.SkipAsync("Last words\n");
        return peer;
    }

    private static async Task HalfCloseAsync(CaseContext context)
    {
        await using var peer = await GreetedPeer.ConnectAsync(context);
        var said = "Whole\nrest"u8.ToArray();
        await peer.SendAsync(said);
        await peer.FinishAsync();
        await peer.ExpectAsync(said);
    }

    /// <summary>Sends as much as fits before it reads anything, so that many bytes are pending when the FIN arrives.</summary>
    private static async Task HalfCloseManyBytesAsync(CaseContext context)
    {
        await using var peer = await GreetedPeer.ConnectAsync(context);
        var sending = SendManyBytesAsync(peer);
        await sending.EndsWithinAsync(context.Options.QuietPeriod * 4, context.Options.Time, context.Cancel);
        await peer.ExpectStreamAsync(Piece, ManyBytes);
        await sending;
    }

    private static async Task SendManyBytesAsync(Peer peer)
    {
        for (var sent = 0; sent < ManyBytes; sent += Piece.Length)
        {
            await peer.SendAsync(Piece);
        }

        await peer.SendFinAsync();
    }

    /// <summary>In short steps, each of which counts once however long it took, so that the server gets time on a busy machine.</summary>
    private static async Task<bool> IsReadAsync(Task sending, CaseContext context)
    {
        for (var waits = 0; waits < Waits && !sending.IsCompleted; waits++)
        {
            await sending.EndsWithinAsync(Held / Waits, context.Options.Time, context.Cancel);
        }

        return sending.IsCompleted;
    }

    private static async Task BackPressureAsync(CaseContext context)
    {
        await using var peer = await GreetedPeer.ConnectAsync(context);
        byte[] piece = [.. Enumerable.Range(0, 64 * 1024).Select(static i => (byte)(i % 64 == 63 ? '\n' : 'x'))];
        for (var sent = 0; sent < Flood; sent += piece.Length)
        {
            var sending = peer.SendAsync(piece);
            if (!await IsReadAsync(sending, context))
            {
                // The server waits for us to read, as it should.
                peer.Abort();
                await sending.EndAsync();
                return;
            }

            await sending;
        }

        throw new CheckFailedException(FailureKind.Hoarded, $"the program took {Flood / 1024 / 1024} MiB while the client read nothing");
    }
}
