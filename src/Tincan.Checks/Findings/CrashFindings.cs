using Tincan.Checks.Targets;

namespace Tincan.Checks.Findings;

/// <summary>Recognises a crash by its error message or its signal.</summary>
internal static class CrashFindings
{
    private static readonly (string Part, string Hint)[] Hints =
    [
        ("Address already in use", "Set SO_REUSEADDR on the listening socket before bind, and bind to the port that the program gets."),
        ("a bytes-like object is required", "A socket sends and receives bytes: call encode() on text before you send it, and decode() on what you receive."),
        ("can only concatenate str (not \"bytes\")", "A socket sends and receives bytes: call decode() on what you receive before you join it to text."),
        ("can't concat str to bytes", "A socket sends and receives bytes: call encode() on text before you join it to bytes."),
        ("UnicodeDecodeError", "What recv returns may end in the middle of a character, or may not be text at all: decode only whole messages, and catch the error."),
        ("UnicodeEncodeError", "Encode as UTF-8: the text has characters that this encoding does not have."),
        ("BrokenPipeError", "The client had closed. Catch ConnectionError where you serve one client, and continue with the next."),
        ("ConnectionResetError", "The client reset the connection. Catch ConnectionError where you serve one client, and continue with the next."),
        ("ConnectionAbortedError", "The client reset the connection. Catch ConnectionError where you serve one client, and continue with the next."),
        ("ConnectionRefusedError", "Nothing listens where the program connects: connect to the host and port from the command line, and catch the error."),
        ("error: [Errno 32]", "The client had closed. Catch socket.error where you serve one client, and continue with the next."),
        ("error: [Errno 104]", "The client reset the connection. Catch socket.error where you serve one client, and continue with the next."),
        ("error: [Errno 111]", "Nothing listens where the program connects: connect to the host and port from the command line, and catch the error."),
        ("ECONNRESET", "The client reset the connection: handle the 'error' event of each socket."),
        ("EPIPE", "The client had closed: handle the 'error' event of each socket."),
        ("EOFError", "Standard input has ended: catch EOFError, and end as for a blank line."),
        ("NoSuchElementException", "Standard input has ended: call hasNextLine() before nextLine(), and end as for a blank line."),
        ("KeyError", "The key is not in the table: look it up with get(), and send the protocol's answer for a miss."),
        ("IndexError", "There are fewer parts than the program expects: recv returns nothing (b'') when the client has finished, and may return a part of a message."),
        ("struct.error", "There are too few bytes to unpack, or the number is too large: receive until you have the whole header, and pack the length as unsigned."),
        ("not enough values to unpack", "There are fewer parts than the program expects: recv returns nothing (b'') when the client has finished, and may return a part of a message."),
        ("FileNotFoundError", "The program opens a file that is not in its folder: open the file that the assignment names, or the one named on the command line."),
        ("SyntaxError", "The program does not start: correct this line first, and run it once by hand."),
        ("IndentationError", "The program does not start: correct this line first, and run it once by hand."),
        ("TabError", "The program does not start: correct this line first, and run it once by hand."),
        ("ModuleNotFoundError", "The program needs a module that is not installed: install it, or run the check where it is."),
        (" error: ", "The program does not compile: correct this line first."),
    ];

    private static readonly string[] Disconnects = ["BrokenPipe", "ConnectionReset", "ConnectionAborted", "ECONNRESET", "EPIPE", "Broken pipe", "Connection reset"];

    /// <summary>Errors of programs that parse a number where there is none.</summary>
    private static readonly string[] NumberErrors = ["invalid literal for int()", "could not convert string to float", "NumberFormatException", "struct.error: unpack"];

    private static readonly string[] Refused = ["Connection refused", "ECONNREFUSED"];

    public static Finding? Find(Evidence seen)
    {
        if (MayBeCrash(seen.Failure) && ReportedError.Of(seen.Output) is { } error && !IsOwnClient(seen, error) && (seen.Failure.Kind is FailureKind.Died or FailureKind.NeverConnected || !IsDisconnectError(error)))
        {
            var place = error.Location is { } where ? $" at {where}" : "";
            var hint = seen.Assignment.TableCount > 0 && seen.HasLostTable && Disconnects.Any(part => error.Message.Contains(part, StringComparison.Ordinal))
                ? "Catch the connection errors of each table server separately, and continue with the other one."
                : seen.Assignment.TableCount > 0 && Refused.Any(part => error.Message.Contains(part, StringComparison.Ordinal))
                ? "Catch the error of connect for each table server separately, and continue with the other one."
                : Array.Find(Hints, one => error.Message.Contains(one.Part, StringComparison.Ordinal)).Hint;
            return seen.Assignment.TypedLines.Count > 0 && seen.HasSentFin && error.Message.Contains("EOFError", StringComparison.Ordinal)
                    ? TalkFindings.FinNotSeen("it continued to read its keyboard after the caller had finished (FIN), up to the end of its input")
                : seen.HasSentAnyFin && error.Message.Contains("BrokenPipe", StringComparison.Ordinal)
                    ? SendsAfterFin("it failed to send", "Catch BrokenPipeError, too.")
                : ReadsNumber(seen, error)
                    ? new Finding(
                        $"number-first {error.Location}",
                        $"it failed{place}: {error.Message}: it reads a number, such as a size or a header",
                        "This protocol has no size, count or header: the first bytes are the text itself. Answer what recv returned, and do not wait for a number first.")
                    { Location = error.Location }
                : new Finding(
                    $"crash {error.Message} {error.Location}",
                    $"it failed{place}: {error.Message}",
                    hint ?? $"Look at {error.Location ?? "the line that the error names"} first: everything else may follow from it.")
                { Location = error.Location };
        }

        // After a wrong answer, a program may have exited for another reason, such as our disconnect.
        return !MayBeCrash(seen.Failure) ? null : seen.Exit?.ExitCode switch
        {
            128 + 13 when seen.Failure.Kind == FailureKind.Died => Sigpipe(seen),
            128 + 11 when !seen.IsServer && seen.IsInputUsedUp => Signal(
                "SIGSEGV at the end of its input: it accessed invalid memory",
                "Check what the read returned: at the end of the input fgets returns NULL, and getchar returns EOF, never '\\n': a loop that waits for '\\n' writes past its buffer."),
            128 + 11 => Signal("SIGSEGV: it accessed invalid memory", "Look at what it does with the bytes that recv returned: they do not end with a zero byte, and there may be none."),
            128 + 6 => Signal("SIGABRT: it was aborted", "Look at its last output: a failed assertion, an uncaught exception, or a corrupted heap."),
            128 + 8 => Signal("SIGFPE: it divided by zero", "Look for a division by a received value, or by the number of received bytes."),
            _ => null,
        };
    }

    /// <summary>The program sent to a client that had sent a FIN or had disconnected, or to a socket that belongs to no client.</summary>
    private static Finding Sigpipe(Evidence seen) => seen.HasSentAnyFin
        ? SendsAfterFin("SIGPIPE ended it", "Call signal(SIGPIPE, SIG_IGN) at the start, too.")
        : seen.IsServer && !seen.HasDisconnectedFirst
        ? new("sigpipe-no-client",
            "SIGPIPE ended it: all clients were still connected, so it sent to a socket that is no client's, such as the listening one",
            "Leave the listening socket out where you send to all clients: send to each socket that accept returned, and to no other.")
        : new("sigpipe",
            "SIGPIPE ended it: it sent to a client that had closed",
            "Call signal(SIGPIPE, SIG_IGN) at the start, or send with MSG_NOSIGNAL; then send fails with EPIPE, and only that conversation ends.");

    private static Finding SendsAfterFin(string what, string too) => new("sends-after-fin",
        $"it continued to send to a client that had finished (FIN), until {what}",
        $"recv returns nothing (b'', 0) when the client has finished: leave the loop then, close its socket, and go back to accept. {too}");

    /// <summary>Whether a crash may explain the failure: a crashed thread sends nothing. Wrong content before the crash has other reasons.</summary>
    private static bool MayBeCrash(CheckFailedException failure) =>
        failure.Kind is FailureKind.NoAnswer or FailureKind.ClosedEarly or FailureKind.Reset or FailureKind.Died or FailureKind.NeverConnected or FailureKind.NotClosed
            or FailureKind.WrongExitCode
        || failure is { Kind: FailureKind.WrongBytes, IsTimeout: true };

    /// <summary>Whether a server parses a number where text comes, because it expects a header. Only the address book has one.</summary>
    private static bool ReadsNumber(Evidence seen, ReportedError error) =>
        seen.IsServer && seen.Assignment.Name != "book.server" && !seen.Failure.IsStartFailure
        && Array.Exists(NumberErrors, part => error.Message.Contains(part, StringComparison.Ordinal));

    /// <summary>Whether the error comes from a client in the server program, whose connection was refused.</summary>
    private static bool IsOwnClient(Evidence seen, ReportedError error) =>
        seen.IsServer && seen.Assignment.TableCount == 0 && error.Message.Contains("ConnectionRefused", StringComparison.Ordinal);

    /// <summary>Whether the error is about a broken connection. We disconnect after a failed run, and some programs print an error then.</summary>
    private static bool IsDisconnectError(ReportedError error) => Disconnects.Any(part => error.Message.Contains(part, StringComparison.Ordinal));

    private static Finding Signal(string what, string hint) => new(what, $"it crashed with {what}", hint);
}
