namespace Tincan.Checks.Findings;

/// <summary>Recognises a server that does not send what is typed at its keyboard, or continues after its client has left.</summary>
internal static class TalkFindings
{
    public static Finding? Find(Evidence seen)
    {
        return seen.Assignment.TypedLines.Count == 0 || seen.Sent.Count == 0 ? null : seen.Failure.Kind switch
        {
            FailureKind.WrongBytes when seen.ExpectedText.Length > 0 && IsNotTyped(seen.GotText, seen.Assignment) => new("by-itself",
                "it answers by itself, and does not send what is typed at its keyboard",
                "For each turn read a line of standard input (input(), fgets(stdin), Scanner(System.in)), and send that."),
            FailureKind.ExtraBytes when seen.HasReceivedAfterFin && !seen.Failure.IsCloseFailure => FinNotSeen("it continued to send typed lines after the caller had finished (FIN)"),
            _ => null,
        };
    }

    /// <summary>The server read its keyboard to the end although the caller had left.</summary>
    public static Finding FinNotSeen(string what) => new("fin-not-seen",
        what,
        "recv returns nothing (b'', 0) when the caller has finished: check that first, leave the talk, and go back to accept, so that no typed line is lost.");

    /// <summary>Whether a message contains no typed line, and is not the beginning of one.</summary>
    public static bool IsNotTyped(string sent, Assignment assignment)
    {
        var text = sent.Trim();
        return text.Length > 0 && !assignment.TypedLines.Select(static line => line.Trim()).Any(line => line.Length > 0
            && (line.StartsWith(text, StringComparison.Ordinal) || sent.Contains(line, StringComparison.OrdinalIgnoreCase) || sent.Contains(new string([.. line.Reverse()]), StringComparison.Ordinal)));
    }
}
