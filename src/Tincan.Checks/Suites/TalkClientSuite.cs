using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;
using Tincan.Checks.Plays;
using Tincan.Checks.Probing;

namespace Tincan.Checks.Suites;

/// <summary>The requirements for a talk client.</summary>
public static class TalkClientSuite
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 1000).Select(static i => $"{i:000}, "));

    /// <summary>The suite.</summary>
    public static Suite Suite { get; } = new("talk.client", Side.Client,
        "A client that takes turns with the server: it sends a line of its user, shows the answer, and so on.",
        MessageCodec.Lines,
        [
            new("talk.client.speaks-first", Level.Must,
                "The client has the first turn: it sends the first line of its input without waiting for the server.",
                "The server waits for the client; if both wait, they wait forever.",
                "Read a line and send it before the first recv.",
                static context => TalkAsync(context, "hello\n", ("hello", "hi"))),
            new("talk.client.turns", Level.Must,
                "Lines and answers alternate, and the client shows each answer as a whole line, possibly after a prompt.",
                "This is what the program is for.",
                "In a loop: read a line, send it, receive a message, print it.",
                static context => TalkAsync(context, "one\ntwo\nthree\n", ("one", "first"), ("two", "second thing"), ("three", "3rd"))) { Points = 2 },
            new("talk.client.one-per-turn", Level.Must,
                "Lines that the user types ahead wait: the client sends one per turn.",
                "The other side may take lines that arrive together for one message.",
                "Receive an answer before you read the next line.",
                OnePerTurnAsync) { CanPerturb = false },
            new("talk.client.two-at-once", Level.Must,
                "Two messages that arrive in one read stay two: the client shows each in its own turn.",
                "TCP does not keep sends apart; the other side may have sent two messages.",
                "Collect what recv returns in a buffer, and take one message from it per turn.",
                TwoAtOnceAsync) { CanPerturb = false, NeedsLineEnds = true },
            new("talk.client.blanks-kept", Level.Must,
                "The client also sends spaces and tabs at the start and end of a line.",
                "They belong to what the user typed.",
                "Remove only the line end: strip() also removes spaces and tabs.",
                static context => TalkAsync(context, " \tindented \n", (" \tindented ", "seen"))),
            new("talk.client.unicode", Level.Should,
                "The client sends and shows non-ASCII characters as UTF-8.",
                "A client that decodes half a character shows garbage, or fails.",
                "Encode and decode as UTF-8, a whole line at a time.",
                static context => TalkAsync(context, "grüß 🙂\n", ("grüß 🙂", "dich €"))),
            new("talk.client.long-message", Level.Must,
                "The client shows a message of 5,000 characters as one line.",
                "A buffer of 1,024 bytes shows a part of it, and the rest as the answer to the next line.",
                "Call recv until you have the line end, however many calls that takes.",
                static context => TalkAsync(context, "tell me\nand now\n", ("tell me", Long), ("and now", "fine"))) { CanPerturb = false, NeedsLineEnds = true },
            new("talk.client.last-message", Level.Should,
                "The client shows a last message that ends with FIN instead of a line end like any other.",
                "The last line of a stream may have no line end, and must not be lost.",
                "When recv returns nothing, show what is left in the buffer before you leave.",
                LastMessageAsync) { CanPerturb = false },
            new("talk.client.last-line", Level.Must,
                "The client sends a last line of the input without a newline like any other.",
                "Text before the end of the input must not be lost.",
                "Remove a newline only if there is one: line[:-1] removes the last character of a line without one.",
                static context => TalkAsync(context, "first\nlast", ("first", "number one"), ("last", "number two"))),
            new("talk.client.eof-ends", Level.Must,
                "At the end of its input the client sends nothing more, closes (FIN), and ends with exit code 0.",
                "The other side waits for the next line until the client closes.",
                "At the end of the input, close the socket and leave: input() raises EOFError there, readline() returns '', and fgets returns NULL.",
                static context => ClosesAsync(context, "hello\n")) { CanPerturb = false },
            new("talk.client.blank-line-ends", Level.Should,
                "The first blank line of the input ends the talk: the client closes, and sends nothing after it.",
                "This is how a user ends the talk; if lines end with LF, the blank line itself is not sent.",
                "Leave the loop when the line is empty, before it is sent. If a word such as 'bye' ends your talk instead, this does not concern you.",
                BlankLineAsync) { CanPerturb = false, NeedsLineEnds = true },
            new("talk.client.blank-line-raw", Level.Must,
                "Without line ends a blank line has no bytes: the client ends the talk there, or asks for the next line.",
                "Sending an empty text sends nothing, so the server answers nothing, and both wait forever.",
                "Check whether the line is empty before you send it: if so, leave the loop, or read the next line.",
                BlankRawAsync) { CanPerturb = false, NeedsRaw = true },
            new("talk.client.peer-ends", Level.Must,
                "When the server closes, the client shows what it has received, and ends, even if its user has typed more.",
                "The other side is gone.",
                "When recv returns nothing, leave the loop.",
                PeerClosesAsync) { CanPerturb = false },
            new("talk.client.peer-ends-well", Level.Must,
                "When the server closes the talk, the client's exit code is 0.",
                "Either side may end the talk; that is not a failure.",
                "Leave the loop without an error when recv returns nothing.",
                PeerClosesSuccessAsync) { CanPerturb = false },
            ClientCases.Refused("talk.client", "hello\n"),
        ])
    {
        Parameters = [BufferParameter.Size with { Cases = ["talk.client.speaks-first", "talk.client.one-per-turn"] }],
        Probe = TalkClientProbe.RunAsync,
    };

    private static async Task<ClientPlay> StartAsync(CaseContext context, string input, params (string Line, string Answer)[] turns)
    {
        var play = await ClientPlay.StartAsync(context, input);
        foreach (var (at, (line, answer)) in turns.Index())
        {
            await play.Peer.ExpectAsync(line);
            if (at == 0 && turns.Length > 1)
            {
                await play.WaitForPipelinedLineAsync();
            }

            await play.Peer.SendLineAsync(answer);
        }

        return play;
    }

    private static async Task TalkAsync(CaseContext context, string input, params (string Line, string Answer)[] turns) =>
        await (await StartAsync(context, input, turns)).ExpectOutputAsync(written => written.Expect([.. turns.Select(static turn => turn.Answer)]));

    private static async Task OnePerTurnAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, "one\ntwo\nthree\n");
        foreach (var line in (string[])["one", "two"])
        {
            await play.Peer.ExpectAsync(line);
            await play.Peer.ExpectSilenceAsync();
            await play.Peer.SendLineAsync("go on");
        }
    }

    private static async Task TwoAtOnceAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, "one\ntwo\nthree\n");
        await play.Peer.ExpectAsync("one");
        await play.Peer.SendLinesAsync("first", "second");
        await play.Peer.ExpectAsync("two");
        await play.Peer.ExpectAsync("three");
        await play.Peer.SendLineAsync("third");
        await play.ExpectOutputAsync(written => written.Expect("first", "second", "third"));
    }

    private static async Task LastMessageAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, "one\n");
        await play.Peer.ExpectAsync("one");
        await play.Peer.SendAsync("good bye"u8.ToArray());
        await play.ExpectOutputAsync(written => written.Expect("good bye"));
    }

    /// <summary>With line end CR LF, a blank line ends the talk.</summary>
    private static bool EndsWithBlank(CaseContext context) => context.Options.EffectiveAnswerDialect == Dialect.CrLf;

    private static async Task ClosesAsync(CaseContext context, string input)
    {
        var play = await StartAsync(context, input, ("hello", "hi"));
        if (EndsWithBlank(context))
        {
            await play.Peer.SkipBlankAsync();
        }

        await play.ExpectSuccessAsync();
    }

    private static async Task BlankLineAsync(CaseContext context)
    {
        var play = await StartAsync(context, "hello\n\nnever said\n", ("hello", "hi"));
        if (await play.Peer.SkipBlankAsync() && !EndsWithBlank(context))
        {
            throw new CheckFailedException(FailureKind.ExtraBytes, "the blank line was sent as a message, and did not end the talk") { IsExplained = true };
        }

        await play.ExpectSuccessAsync();
    }

    private static async Task BlankRawAsync(CaseContext context)
    {
        var play = await StartAsync(context, "hello\n\nnever said\n", ("hello", "hi"));
        try
        {
            await play.Peer.ExpectSilenceAsync(context.Options.AnswerTimeout);
        }
        catch (CheckFailedException goesOn) when (goesOn.Kind is FailureKind.ClosedEarly or FailureKind.ExtraBytes)
        {
            return;
        }

        throw new CheckFailedException(FailureKind.NoAnswer, "for a blank line the client sent nothing, and then it waited for an answer") { IsExplained = true };
    }

    private static async Task PeerClosesAsync(CaseContext context)
    {
        var play = await StartAsync(context, "one\ntwo\nthree\n", ("one", "good bye"));
        await play.ExpectOutputAsync(written => written.Expect("good bye"));
    }

    private static async Task PeerClosesSuccessAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, "one\n");
        await play.Peer.ExpectAsync("one");
        var end = await play.CloseEarlyAsync();
        if (end.ExitCode != 0)
        {
            throw new CheckFailedException(FailureKind.WrongExitCode, $"the server ended the talk, and the program ended with {end.Description}, not with exit code 0") { IsCloseFailure = true };
        }
    }
}
