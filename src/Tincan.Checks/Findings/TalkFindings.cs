using Tincan.Checks.Plays;

namespace Tincan.Checks.Findings;

/// <summary>Recognises a talk server that sends what was not typed, or continues after its caller has left.</summary>
internal static class TalkFindings
{
    public static Finding? Find(Evidence seen)
    {
        if (seen.Assignment.Name != "talk.server" || seen.Sent.Count == 0)
        {
            return null;
        }

        return seen.Failure.Kind switch
        {
            FailureKind.WrongBytes when seen.ExpectedText.Length > 0 && IsNotTyped(seen.GotText, seen.ExpectedText) => new("by-itself",
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

    /// <summary>Whether a message contains no typed line.</summary>
    /// <param name="sent">What the server sent.</param>
    /// <param name="expected">The typed line that it should have sent.</param>
    public static bool IsNotTyped(string sent, string expected)
    {
        var text = sent.Trim();
        return text.Length > 0 && !expected.Trim().StartsWith(text, StringComparison.Ordinal)
            && !TalkLines.Typed.Append(expected).Any(line => sent.Contains(line.Trim(), StringComparison.OrdinalIgnoreCase) || sent.Contains(new string([.. line.Reverse()]), StringComparison.Ordinal));
    }
}
