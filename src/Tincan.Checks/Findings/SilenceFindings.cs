namespace Tincan.Checks.Findings;

/// <summary>Recognises why no answer came.</summary>
internal static class SilenceFindings
{
    public static Finding? Find(Evidence seen) =>
        seen.Failure.Kind is not (FailureKind.NoAnswer or FailureKind.Late or FailureKind.BlockedByAnother or FailureKind.WrongBytes or FailureKind.TerminatorMissing)
                ? null
            : seen.Failure.Kind == FailureKind.NoAnswer && seen.LateAnswer is { IsAfterLineEnd: true } open && open.Bytes.AsSpan().StartsWith(seen.Expected)
                ? new Finding("after-line-end",
                    "the answer came only when a line end followed",
                    "It reads lines (readLine, fgets, a file object over the socket), and waits for the end of one: call recv (read), and work with what it returns.")
            : seen.IsServer && seen.LateAnswer is { IsAfterFin: true, Bytes.Length: > 0 } && seen.Failure.Kind == FailureKind.NoAnswer
                ? new Finding("after-fin",
                    "the answer came only after the client had finished sending (FIN)",
                    seen.Sent.Count == 0 ? null : "Either it reads to the end of the stream before it answers (read(), readlines(), recv until it returns nothing), or its answers stay in a buffer: "
                    + "answer each message as soon as it is complete, and call flush() after each answer that goes through a file or stream object.")
            : !seen.IsServer && seen.Failure.Kind == FailureKind.Late && seen.LateAnswer is { } next
                ? new Finding("late", string.Create(CultureInfo.InvariantCulture, $"it came {next.Delay.TotalSeconds:0.0} s after the previous answer"), null)
            : seen.Failure.Kind == FailureKind.Late && seen.LateAnswer is { } late
                ? new Finding("late",
                    string.Create(CultureInfo.InvariantCulture, $"it came {late.Delay.TotalSeconds:0.0} s after the question"),
                    "Answer as soon as the message is complete: do not sleep, do not wait for more data, and do not wait for a second server when the first has answered.")
            : seen.Failure.Kind == FailureKind.NoAnswer && seen.LateAnswer is null && seen.IsNextClient
                ? new Finding("one-client", "it served the previous client, and sends nothing to this one", "Put accept into a loop: when a client has closed, go back to accept.")
            : seen.Failure.Kind == FailureKind.NoAnswer ? OneOfSeveral(seen)
            : null;

    private static Finding? OneOfSeveral(Evidence seen)
    {
        // In one write, and only the first message was answered: the rest of the read is lost.
        if (seen.IsServer && seen.Got.IsEmpty && seen.Sent.Count > 0 && Messages(seen.Sent[^1]) > 1 && Messages(seen.AfterAsked) <= 1 && seen.Answered is not null)
        {
            return new Finding("one-of-several",
                "it answered only the first of several messages in one read",
                "One recv may return more than one message: collect what it returns in a buffer, take one message after another from it, and keep the rest.");
        }

        return seen.IsServer && seen.IsSilent && seen.HasSentFin && seen.Sent.Count > 0 && seen.Got.IsEmpty && seen.Before.Length == 0 && seen.LateAnswer is null && seen.Exit is null or { ExitCode: 0 }
            && (seen.ProgramConnections.Count == 1 || !seen.Events.Any(static one => one.Kind == WireEventKind.Receive))
            ? NeverAnswers(seen)
            : null;
    }

    /// <summary>Nothing came on the only connection, or on any.</summary>
    private static Finding? NeverAnswers(Evidence seen) => seen.HasReceivedFin
        ? new("never-answers",
            "it sent nothing, and closed when the client had finished (FIN)",
            "It reads from the connection, but sends nothing: send the answer in the loop that receives, on the socket that accept returned.")
        : !seen.Events.Any(static one => one.Kind == WireEventKind.Receive)
            ? new("never-reads",
                "it sent nothing, and did not close when the client had finished (FIN)",
                "It seems never to read from this connection: call recv on the socket that accept returned, not on another one. In C, if ((fd = accept(...)) < 0) needs its inner parentheses.")
            : null;

    private static int Messages(byte[] bytes) => bytes.Count(static one => one is (byte)'\n' or 0);
}
