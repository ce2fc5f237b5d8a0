namespace Tincan.Checks.Findings;

/// <summary>Recognises why a connection ended wrongly or too early.</summary>
internal static class EndingFindings
{
    /// <summary>More than any pending answer.</summary>
    private const int FloodSize = 16 * 1024;

    public static Finding? Find(Evidence seen) => seen.Failure.Kind switch
    {
        FailureKind.ClosedEarly or FailureKind.Died or FailureKind.Reset when seen.IsServer && !seen.HasSentFin && seen.QuitWord is { } word => QuitWord($"the word '{word}' ended it"),
        FailureKind.NoAnswer when seen.IsServer && seen.Before.Length > 0 && seen.LateAnswer is null && seen.QuitWord is { } word => QuitWord($"it did not answer after the word '{word}'"),
        FailureKind.Reset when seen.Exit is null && WasNeverServed(seen) => AcceptsOnce("it served one client, and never accepted the next one"),
        FailureKind.Reset when seen.Exit is null && seen.IsServer && !seen.HasSentFin && seen.Sent.Count > 0 && (seen.Failure.IsAnswerMissing || !seen.Expected.IsEmpty) && seen.Got.IsEmpty => new Finding("reset-without-answer",
            $"it closed the connection {(seen.Before.Length > 0 ? "before it had answered everything" : "instead of answering")} by RST instead of FIN, usually because it had not read all bytes",
            null),
        FailureKind.Reset when seen.Exit is null => new Finding("unread-input",
            "it closed the connection with unread bytes, which sends RST instead of FIN",
            "Before you close, call shutdown(SHUT_WR) and recv until it returns nothing: RST can destroy the last answer on its way."),
        FailureKind.ClosedEarly when seen.IsServer && !seen.HasSentFin && seen.Got.IsEmpty && seen.Before.Length > 0 && !seen.HasAnsweredTwice => new Finding("closed-after-answer",
            "it answered, and closed the connection without waiting for the next message",
            "Receive and answer in a loop until recv returns nothing; close the connection after the loop, not in it."),
        FailureKind.ClosedEarly when seen.IsServer && seen.Exit is null && !seen.HasSentFin && seen.Sent.Count > 0 && seen.Got.IsEmpty && !seen.Failure.IsCloseFailure => new Finding("closed-without-answer",
            "it closed the connection instead of answering",
            seen.IsPipelined ? null : "Look for what makes it leave its loop: a comparison with the end word or an empty message, an exception that is caught and ignored, a close in the wrong place.")
        { FollowsCase = true },
        FailureKind.Died when seen.Exit?.ExitCode == 0 && !seen.Failure.IsStartFailure && seen.ProgramConnections.Count == 1 && seen.Failure.Got is not null => seen.HasSentFin || seen.Before.Length == 0 ? null : new Finding("ends-after-answer",
            "it answered, and then ended while the client was still connected",
            "Receive and answer in a loop until recv returns nothing (readLine: null); only then close the connection, and go back to accept."),
        FailureKind.Died when seen.Exit?.ExitCode == 0 && !seen.Failure.IsStartFailure => AcceptsOnce("it served a client, and then ended"),
        FailureKind.ExtraBytes or FailureKind.WrongBytes when seen.IsServer && (seen.Failure.IsCloseFailure || (seen.HasSentFin && seen.Got.Length > FloodSize)) => new Finding("flood",
            "it continues to send after the client has finished (FIN)",
            "recv returns nothing (b'', 0) again and again once the client has finished: leave the loop the first time it does."),
        _ => null,
    };

    private static Finding QuitWord(string what) => new("end-word", what, "Leave the loop when recv returns nothing, not at a word: a client may send any text.");

    private static Finding AcceptsOnce(string what) => new("ends-after-client", what, "Put accept into a loop: when a client has closed, go back to accept.");

    /// <summary>Whether the connection that was reset was one of several and carried no bytes, so that unread bytes are not the reason.</summary>
    private static bool WasNeverServed(Evidence seen)
    {
        var reset = seen.Events.LastOrDefault(static one => one is { Kind: WireEventKind.Rst, Direction: Direction.ToClient })?.Connection;
        return seen.ProgramConnections.Count > 1 && !seen.Events.Any(one => one.Connection == reset && one.Kind is WireEventKind.Send or WireEventKind.Receive);
    }
}
