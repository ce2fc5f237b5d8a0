using Tincan.Checks.Targets;

namespace Tincan.Checks.Findings;

/// <summary>The program failed, and its error or its end says why.</summary>
internal static class CrashFindings
{
    private static readonly (string Part, string Hint)[] Hints =
    [
        ("Address already in use", "Set SO_REUSEADDR on the listening socket before bind, and bind to the port that the program is given."),
        ("a bytes-like object is required", "A socket sends and receives bytes: call encode() on text before it is sent, and decode() on what was received."),
        ("can only concatenate str (not \"bytes\")", "A socket sends and receives bytes: decode() what was received before it is joined to text."),
        ("can't concat str to bytes", "A socket sends and receives bytes: encode() text before it is joined to bytes."),
        ("UnicodeDecodeError", "What one recv returned may end in the middle of a character, and may not be text at all: decode whole messages only, and catch the error."),
        ("UnicodeEncodeError", "Encode as UTF-8: the text has characters that this encoding does not know."),
        ("BrokenPipeError", "The client had gone. Catch ConnectionError where one client is served, and go on with the next."),
        ("ConnectionResetError", "The client broke the connection off. Catch ConnectionError where one client is served, and go on with the next."),
        ("ConnectionAbortedError", "The client broke the connection off. Catch ConnectionError where one client is served, and go on with the next."),
        ("ConnectionRefusedError", "Nothing listens where the program connects to: connect to the host and port that it is given, and catch the error."),
        ("error: [Errno 32]", "The client had gone. Catch socket.error where one client is served, and go on with the next."),
        ("error: [Errno 104]", "The client broke the connection off. Catch socket.error where one client is served, and go on with the next."),
        ("error: [Errno 111]", "Nothing listens where the program connects to: connect to the host and port that it is given, and catch the error."),
        ("ECONNRESET", "The client broke the connection off: handle the 'error' event of each socket."),
        ("EPIPE", "The client had gone: handle the 'error' event of each socket."),
        ("EOFError", "There is nothing more to read on standard input: catch EOFError, and end as for a blank line."),
        ("NoSuchElementException", "There is nothing more to read on standard input: ask hasNextLine() before nextLine(), and end as for a blank line."),
        ("KeyError", "The key is not in the table: look it up with get(), and answer what the protocol says for a miss."),
        ("IndexError", "There are fewer parts than it expects: recv returns nothing (b'') when the client has finished, and may return a part of a message."),
        ("struct.error", "There are fewer bytes than it unpacks, or the number is too large: receive until the whole header is there, and pack the length unsigned."),
        ("not enough values to unpack", "There are fewer parts than it expects: recv returns nothing (b'') when the client has finished, and may return a part of a message."),
        ("FileNotFoundError", "It opens a file that is not in its folder: open the name that the assignment says, and name it on the command line if there is a parameter for it."),
        ("SyntaxError", "The program does not start at all: correct this line first, and run it once by hand."),
        ("IndentationError", "The program does not start at all: correct this line first, and run it once by hand."),
        ("TabError", "The program does not start at all: correct this line first, and run it once by hand."),
        ("ModuleNotFoundError", "The program needs a module that is not here: install it, or check the program where it is."),
        (" error: ", "The program does not compile: correct this line first."),
    ];

    private static readonly string[] Leaving = ["BrokenPipe", "ConnectionReset", "ConnectionAborted", "ECONNRESET", "EPIPE", "Broken pipe", "Connection reset"];

    /// <summary>How programs fail that read a number, and find none.</summary>
    private static readonly string[] OfNumbers = ["invalid literal for int()", "could not convert string to float", "NumberFormatException", "struct.error: unpack"];

    private static readonly string[] Refused = ["Connection refused", "ECONNREFUSED"];

    public static Finding? Find(Evidence seen)
    {
        if (MayFollow(seen.Failure) && LastWords.Of(seen.Talk) is { } words && !IsOfOwnClient(seen, words) && (seen.Failure.Kind is FailureKind.Died or FailureKind.NeverConnected || !IsOfOurLeaving(words)))
        {
            if (seen.Assignment.Name == "talk.server" && seen.HasFinished && words.Message.Contains("EOFError", StringComparison.Ordinal))
            {
                return TalkFindings.OfFin("it went on reading its keyboard after the caller had finished (FIN), up to the end of its input");
            }

            if (seen.HasAnyFinished && words.Message.Contains("BrokenPipe", StringComparison.Ordinal))
            {
                return SendsAfterFin("it failed to send", "Catch BrokenPipeError, too.");
            }

            var place = words.Where is { } where ? $" at {where}" : "";
            if (IsOfNumber(seen, words))
            {
                return new Finding(
                    $"number-first {words.Where}",
                    $"it failed{place}: {words.Message}: it takes what came for a number, such as a size or a header",
                    "This protocol has no size, count or header: the first bytes that come are the text itself. Answer what recv returned, and do not wait for a number first.");
            }

            var hint = seen.Assignment.Tables > 0 && seen.HasLostTable && Leaving.Any(part => words.Message.Contains(part, StringComparison.Ordinal))
                ? "Catch the connection errors of each table server by itself, and go on with the other one."
                : seen.Assignment.Tables > 0 && Refused.Any(part => words.Message.Contains(part, StringComparison.Ordinal))
                ? "Catch the error of connect for each table server by itself, and go on with the other one."
                : Array.Find(Hints, one => words.Message.Contains(one.Part, StringComparison.Ordinal)).Hint;
            return new Finding(
                $"crash {words.Message} {words.Where}",
                $"it failed{place}: {words.Message}",
                hint ?? $"Look at {words.Where ?? "the place that the error names"} first: everything else may follow from it.");
        }

        // A program that ended after a wrong answer ended for another reason, such as that we left.
        return !MayFollow(seen.Failure) ? null : seen.End?.ExitCode switch
        {
            128 + 13 when seen.Failure.Kind == FailureKind.Died => OfSigpipe(seen),
            128 + 11 when !seen.IsServer && seen.IsInputUsedUp => Signal(
                "SIGSEGV, at the end of its input: it used memory that is not its own",
                "Test what the read returned: at the end of input fgets returns NULL, and getchar returns EOF, never '\\n': a loop that waits for '\\n' writes past its buffer."),
            128 + 11 => Signal("SIGSEGV: it used memory that is not its own", "Look at what it does with the bytes that recv returned: they do not end with a zero byte, and may be none at all."),
            128 + 6 => Signal("SIGABRT: it was aborted", "See what it wrote last: an assertion, an exception that nobody catches, or a heap that was overwritten."),
            128 + 8 => Signal("SIGFPE: it divided by zero", "Look for a division by what came, or by how much came."),
            _ => null,
        };
    }

    /// <summary>A client that has finished was not noticed, or a client broke off.</summary>
    private static Finding OfSigpipe(Evidence seen) => seen.HasAnyFinished
        ? SendsAfterFin("SIGPIPE ended it", "Call signal(SIGPIPE, SIG_IGN) at the start, too.")
        : new("sigpipe",
            "SIGPIPE ended it: it sent to a client that had gone",
            "Call signal(SIGPIPE, SIG_IGN) at the start, or send with MSG_NOSIGNAL; then send fails with EPIPE, and only that client is over.");

    private static Finding SendsAfterFin(string what, string too) => new("sends-after-fin",
        $"it went on sending to a client that had finished (FIN), until {what}",
        $"recv returns nothing (b'', 0) when the client has finished: leave the loop then, close its socket, and go back to accept. {too}");

    /// <summary>A thread that failed says nothing more; what it says wrongly before has other reasons.</summary>
    private static bool MayFollow(CheckFailedException failure) =>
        failure.Kind is FailureKind.NoAnswer or FailureKind.ClosedEarly or FailureKind.Reset or FailureKind.Died or FailureKind.NeverConnected or FailureKind.NotClosed
            or FailureKind.WrongExitCode
        || failure is { Kind: FailureKind.WrongBytes, IsOfTime: true };

    /// <summary>A server reads a number where text comes: it speaks a protocol with a header of its own. Only the address book has one.</summary>
    private static bool IsOfNumber(Evidence seen, LastWords words) =>
        seen.IsServer && seen.Assignment.Name != "book.server" && !seen.Failure.IsOfStart
        && Array.Exists(OfNumbers, part => words.Message.Contains(part, StringComparison.Ordinal));

    /// <summary>A server that calls nobody runs a client of its own beside it, whose connection was refused.</summary>
    private static bool IsOfOwnClient(Evidence seen, LastWords words) =>
        seen.IsServer && seen.Assignment.Tables == 0 && words.Message.Contains("ConnectionRefused", StringComparison.Ordinal);

    /// <summary>We leave when a run has failed, and some programs tell of it.</summary>
    private static bool IsOfOurLeaving(LastWords words) => Leaving.Any(part => words.Message.Contains(part, StringComparison.Ordinal));

    private static Finding Signal(string what, string hint) => new(what, $"it crashed with {what}", hint);
}
