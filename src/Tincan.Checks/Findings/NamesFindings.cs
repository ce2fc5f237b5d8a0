namespace Tincan.Checks.Findings;

/// <summary>Recognises an answer to a name that differs only in the name or in its end.</summary>
internal static class NamesFindings
{
    private const string End = " IN";

    public static Finding? Find(Evidence seen)
    {
        if (!seen.IsServer || !seen.IsOnWire || seen.Assignment.Name is not ("names.server" or "resolver.server"))
        {
            return null;
        }

        if (seen.Failure.Kind is not (FailureKind.WrongBytes or FailureKind.ExtraBytes))
        {
            return RecordNewline(seen);
        }

        var (expected, got) = (seen.ExpectedText, seen.FirstText);
        var (name, given) = (expected.Split(' ')[0], got.Split(' ')[0]);
        return expected.EndsWith(End, StringComparison.Ordinal) && string.Equals(got.TrimEnd(), expected[..^End.Length], StringComparison.OrdinalIgnoreCase)
                ? new Finding("no-in", $"the answer has no '{End}' after it", seen.Assignment.TableCount > 0 ? "Pass on the answer of the table server as it came." : "Send the table's line, a space and IN: line + ' IN'.")
            : name == given || !string.Equals(expected, got, StringComparison.OrdinalIgnoreCase) || expected[name.Length..] != got[given.Length..] ? null
            : seen.Question.Split('\n').Any(line => line.TrimEnd('\r', '\0') == given)
                ? new Finding("client-spelling", "the answer has the name as the client spelled it, not as the table does", "Keep the table's original line together with the name that you compare, and send that line.")
            : new Finding("case", given.Any(char.IsUpper) ? "the name came with different upper and lower case" : "the name came in lower case", "use lower() only to compare: keep the name as you received it, and send that.");
    }

    /// <summary>The program ends its answers with a line end although it reads none, and this answer has none: it sends the newline of the table's line.</summary>
    private static Finding? RecordNewline(Evidence seen) =>
        seen is { Failure.Kind: FailureKind.TerminatorMissing, Assignment.Name: "names.server", Dialect: Framing.Dialect.Raw }
            ? new Finding("record-newline",
                "the line ends of its answers are the newlines of the table's lines, and the last line of this table has none",
                "Remove the newline from each line when you read the table: line.strip(). Then end all answers the same way: with your own line end, or without one.")
            : null;
}
