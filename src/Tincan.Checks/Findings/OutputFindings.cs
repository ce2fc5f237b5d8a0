using Tincan.Checks.Contexts;

namespace Tincan.Checks.Findings;

/// <summary>Recognises why a client that received the right answer wrote something else.</summary>
internal static class OutputFindings
{
    /// <summary>In characters. More than classroom programs pass to recv.</summary>
    private const int Long = 1000;
    private const int Beginning = 20;

    /// <summary>A client that exits this long after the server's FIN was busy or waiting.</summary>
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);

    public static Finding? Find(Evidence seen) => seen.IsServer || seen.IsOnWire ? null : AppendsToFile(seen) ?? PrintsBytesNotation(seen) ?? PrintsRestOfBuffer(seen) ?? AddsSpace(seen) ?? ChangesLineEnds(seen) ?? GivesUp(seen) ?? WritesNoAnswer(seen);

    /// <summary>There is no file, and the answers are on standard output.</summary>
    public static Finding? PrintsInsteadOfFile(Evidence seen) =>
        seen.Failure is { Kind: FailureKind.NoAnswer, Expected: null } && seen.Sent.Count > 0 && LineEnd.TextOf(seen.Sent[^1]) is { Length: > 0 } answer && seen.Output.Contains(answer, StringComparison.Ordinal)
            ? new Finding("printed",
                "it prints the answers instead",
                "Write each answer to the file too: open it for writing before the loop, and close it after. If your assignment wants the answers printed, check without --out-file.")
            : null;

    /// <summary>The output of an earlier run is still there.</summary>
    private static Finding? AppendsToFile(Evidence seen) =>
        seen.GotText.StartsWith(CaseContext.EarlierLine, StringComparison.Ordinal) && seen.GotText.Contains(seen.ExpectedText, StringComparison.Ordinal)
            ? new Finding("appended", "it appends to the file of an earlier run", "Open the file once, for writing ('w'), before the loop: 'a' keeps the answers of all earlier runs.")
            : null;

    /// <summary>A space or an empty line follows each answer.</summary>
    private static Finding? AddsSpace(Evidence seen)
    {
        string[] lines = [.. seen.GotText.Split('\n').Select(static line => line.TrimEnd(' ')).Where(static line => line.Length > 0)];
        return seen.ExpectedText.Length > 0 && seen.GotText.Contains(' ', StringComparison.Ordinal) && string.Join('\n', lines) == seen.ExpectedText && seen.GotText.Split('\n').Any(static line => line.EndsWith(' '))
            ? new Finding("blank-added", "a space follows each answer", "Write only the answer and its line end: look for a space in the format string, as in \"%s \\n\".")
            : null;
    }

    /// <summary>Only the beginning of a long answer was written. If the connection was reset, it is because the rest was not read.</summary>
    public static Finding? WritesPart(Evidence seen)
    {
        var isOfAnswers = seen.Failure.Kind == FailureKind.Reset || (!seen.IsOnWire && seen.Failure.Kind == FailureKind.WrongBytes);
        var written = $"{seen.Output}\n{seen.OutputFileText}";
        return isOfAnswers && seen.Sent.Select(static one => LineEnd.TextOf(one)).FirstOrDefault(static text => text.Length > Long) is { } answer
            && written.Contains(answer[..Beginning], StringComparison.Ordinal) && !written.Contains(answer, StringComparison.Ordinal)
                ? new Finding("part",
                    "it took a part of a long answer for the whole answer",
                    "One recv returns what has arrived so far, at most its buffer: receive in a loop until you have the line end.")
                : null;
    }

    /// <summary>An answer is printed in Python's notation for bytes.</summary>
    private static Finding? PrintsBytesNotation(Evidence seen) =>
        seen.ExpectedText.Split('\n').FirstOrDefault(static line => line.Length > 0) is { } line
        && (seen.GotText.Contains($"b'{line}", StringComparison.Ordinal) || seen.GotText.Contains($"b\"{line}", StringComparison.Ordinal))
            ? new Finding("repr", "it came in Python's notation for bytes (b'…')", "Call decode() to turn bytes into text; str() and f-strings give b'…'.")
            : null;

    /// <summary>The rest of the line that was sent follows the answer in the buffer.</summary>
    private static Finding? PrintsRestOfBuffer(Evidence seen) =>
        seen.ExpectedText.Split('\n').Any(answer => answer.Length > 0 && seen.InputLines.Any(line => line.Length > answer.Length && seen.GotText.Contains(answer + line[answer.Length..], StringComparison.Ordinal)))
            ? new Finding("unended",
                "the rest of the line that was sent follows the answer",
                "recv puts no zero byte after the data, and returns its length: set buffer[n] = 0 before you print the buffer as text.")
            : null;

    /// <summary>Bytes were read as lines, and written with other line ends.</summary>
    private static Finding? ChangesLineEnds(Evidence seen)
    {
        var came = Encoding.Latin1.GetString(seen.Expected);
        var wrote = Encoding.Latin1.GetString(seen.Got);
        var (lines, written) = (came.Replace("\r\n", "\n", StringComparison.Ordinal), wrote.Replace("\r\n", "\n", StringComparison.Ordinal));
        var first = lines.IndexOf('\n', StringComparison.Ordinal);
        if (lines == came || first < 0 || wrote.Contains("\r\n", StringComparison.Ordinal) || written.IndexOf(lines[..(first + 1)], StringComparison.Ordinal) is not (var at and >= 0))
        {
            return null;
        }

        var right = lines.AsSpan().CommonPrefixLength(written.AsSpan(at));
        var some = right == lines.Length ? "" : string.Create(CultureInfo.InvariantCulture, $", and only {lines[..right].Count(static one => one == '\n')} of {lines.Count(static one => one == '\n')} lines are there");
        return new Finding("line-ends-changed",
            $"it reads lines and writes them with its own line ends: '\\r\\n' became '\\n'{some}",
            "Copy bytes, not lines: in Java InputStream.read(byte[]) and OutputStream.write until read returns -1; readLine() removes the line ends.");
    }

    /// <summary>Only the beginning of a long answer was written, and the program exited long after it had all arrived.</summary>
    private static Finding? GivesUp(Evidence seen)
    {
        if (seen.Assignment.HasLines || seen.Expected.Length <= Long || seen.Exit is null || seen.Events.LastOrDefault(static one => one is { Kind: WireEventKind.Fin, Direction: Direction.ToClient }) is not { } fin)
        {
            return null;
        }

        var at = seen.Got.IndexOf(seen.Expected[..Beginning]);
        var after = seen.Elapsed - fin.At;
        var written = at < 0 ? default : seen.Got[at..].TrimEnd("\r\n"u8);
        return written.IsEmpty || after < Busy || written.Length >= seen.Expected.Length || !seen.Expected.StartsWith(written)
            ? null
            : new Finding("gave-up",
                string.Create(CultureInfo.InvariantCulture, $"it ended {after.TotalSeconds:0.0} s after the server had sent everything, without reading the rest: it reads slowly, or has a timeout"),
                "Read many bytes at a time, not one, and add them to a buffer or a StringBuilder, not to a string. Read until read returns -1, and set no timeout for the whole answer.");
    }

    /// <summary>The output contains no part of any answer.</summary>
    private static Finding? WritesNoAnswer(Evidence seen)
    {
        var answers = seen.ExpectedText.Split('\n').Where(static line => line.Trim().Length > 0).ToList();
        var got = seen.GotText;
        if (!seen.Assignment.HasLines || answers.Count == 0 || answers.Exists(line => got.Contains(line[..Math.Min(3, line.Length)], StringComparison.OrdinalIgnoreCase)
            || got.Contains(line[^Math.Min(3, line.Length)..], StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var greeting = seen.Sent.Count > 0 ? LineEnd.TextOf(seen.Sent[0]) : "";
        return greeting.Length > 0 && !answers.Contains(greeting) && got.Contains(greeting, StringComparison.Ordinal)
            ? new Finding("not-written",
                "it wrote the greeting, and none of the answers",
                "Receive the greeting before you send the first line. Then write what recv returns after each line: one answer for each line.")
            : new Finding("not-written",
                "its output has none of the answers",
                "Receive once for each line that you send, and write what recv returned: to standard output, or to the file that the assignment names.");
    }
}
