namespace Tincan.Checks.Findings;

/// <summary>The answer to a name is the right one, but for its name or its end.</summary>
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
            return OfRecord(seen);
        }

        var (expected, got) = (seen.ExpectedText, seen.FirstText);
        if (expected.EndsWith(End, StringComparison.Ordinal) && string.Equals(got.TrimEnd(), expected[..^End.Length], StringComparison.OrdinalIgnoreCase))
        {
            return new Finding("no-in", $"the answer has no '{End}' after it", "Send the table's line, a blank and IN: line + ' IN'.");
        }

        var (name, given) = (expected.Split(' ')[0], got.Split(' ')[0]);
        if (name == given || !string.Equals(expected, got, StringComparison.OrdinalIgnoreCase) || expected[name.Length..] != got[given.Length..])
        {
            return null;
        }

        return given == seen.Question.TrimEnd('\r', '\n', '\0')
            ? new Finding("client-spelling", "the answer has the name as the client spelled it, not as the table does", "Keep the table's own line beside the name that you compare, and send that line.")
            : new Finding("case", given.Any(char.IsUpper) ? "the name came with other capital letters" : "the name came in small letters", "lower() is for comparing only: keep the name as it came, and send that.");
    }

    /// <summary>It was found to end its answers with a line end though it reads none, and this one has none: that of the table's line.</summary>
    private static Finding? OfRecord(Evidence seen) =>
        seen is { Failure.Kind: FailureKind.TerminatorMissing, Assignment.Name: "names.server", Dialect: Framing.Dialect.Raw }
            ? new Finding("record-newline",
                "the line ends of its answers are the newlines of the table's lines, and the last line of this table has none",
                "Take the newline off each line where you read the table: line.strip(). Then end all answers in one way: with a line end of your own, or without.")
            : null;
}
