using Tincan.Checks.Contexts;
using Tincan.Checks.Targets;

namespace Tincan.Checks.Findings;

/// <summary>Recognises what a client does wrong with its input or with the answers.</summary>
internal static class ClientFindings
{
    /// <summary>More zero bytes than the one or two at the end of a text.</summary>
    private const int MinZeros = 8;

    /// <summary>Errors of programs that read at the end of their input.</summary>
    private static readonly string[] EndsOfInput = ["NoSuchElementException", "EOFError"];

    public static Finding? Find(Evidence seen) => seen.IsServer || !seen.Assignment.HasLines || seen.Fault is not null
        ? null
        : SendsWholeBuffer(seen) ?? SendsOwnText(seen) ?? ContinuesAtEnd(seen) ?? SendsAhead(seen) ?? OutputFindings.WritesPart(seen) ?? LeavesAnswersUnread(seen) ?? SendsOneLine(seen);

    /// <summary>Recognises problems that come before an error message, because the program may have failed only when we closed the connection.</summary>
    public static Finding? FindInputProblem(Evidence seen) => seen.IsServer || !seen.Assignment.HasLines || seen.Failure.IsExplained ? null : StillWaits(seen) ?? LosesInput(seen);

    private static Finding? StillWaits(Evidence seen) => seen.Failure.Kind == FailureKind.NoAnswer && seen.LateAnswer is { IsAfterFin: true, Bytes.Length: > 0 }
        ? new Finding("waits", "it still waited for the server, and continued only after the server's FIN", null)
        : null;

    /// <summary>The client reached the end of its input, although there was more.</summary>
    private static Finding? LosesInput(Evidence seen) =>
        seen.Failure.Kind == FailureKind.ClosedEarly && IsNextLineMissing(seen)
        && ReportedError.Of(seen.Output) is { } error && EndsOfInput.FirstOrDefault(part => error.Message.Contains(part, StringComparison.Ordinal)) is { } name
            ? new Finding("lost-input",
                $"it found the end of its input ({name}) though lines were left: input that is typed ahead gets lost",
                "Make one Scanner (one BufferedReader) for the whole program, before the loop: each one reads all available input into its own buffer, "
                + "and the next one finds nothing. In Python, read with input() only, or with sys.stdin only.")
            : null;

    /// <summary>The rest of its buffer follows the line.</summary>
    private static Finding? SendsWholeBuffer(Evidence seen) =>
        seen.IsOnWire && seen.Failure.Kind is FailureKind.WrongBytes or FailureKind.ExtraBytes && seen.Got.Count((byte)0) >= MinZeros
            ? new Finding("whole-buffer",
                $"it sends its whole buffer: {seen.Got.Count((byte)0)} zero bytes with the text",
                "Send as many bytes as the text has: send(fd, buffer, strlen(buffer), 0), not sizeof(buffer). The server takes the extra bytes for the next line.")
            : null;

    private static Finding? SendsOwnText(Evidence seen)
    {
        if (seen.Failure.Kind != FailureKind.WrongBytes || !seen.IsOnWire || seen.HasAnswered || seen.GotText.Trim('\0', '\r', '\n').Length == 0)
        {
            return null;
        }

        var lines = seen.InputLines.Select(static line => line.Trim()).Where(static line => line.Length > 0).ToList();
        var got = seen.GotText;
        return lines.Count == 0 || lines.Exists(line => got.Contains(line.Split(' ')[0], StringComparison.OrdinalIgnoreCase)) || !Ascii.IsValid(string.Concat(lines))
            ? null
            : new Finding("own-text",
                "the first text that it sends is not in its input",
                "Send the lines of the input, and nothing before them. A program that begins with a word or a header of its own speaks another protocol, "
                + "which only its own server understands.");
    }

    /// <summary>All of its input was answered, and it sends more.</summary>
    private static Finding? ContinuesAtEnd(Evidence seen)
    {
        var isOfEnd = seen.Failure.Kind == FailureKind.NotClosed || (seen.Failure.Kind == FailureKind.ExtraBytes && seen.IsOnWire && seen.Expected.IsEmpty);
        var more = Encoding.UTF8.GetString(seen.AfterLastAnswer);
        if (!isOfEnd || !seen.IsInputUsedUp)
        {
            return null;
        }

        if (more.Trim('\r', '\n', ' ', '\0').Length == 0)
        {
            return seen.Failure.Kind == FailureKind.NotClosed && !seen.HasSentFin
                ? new Finding("stays", "it has reached the end of its input, and neither sends nor closes", null)
                : null;
        }

        if (seen.Failure.Kind == FailureKind.ExtraBytes && seen.HasClientClosed && more.Length < 100)
        {
            return new Finding("last-word",
                "it sends an extra word before it closes, which the server takes for a line",
                "At the end of the input, close the socket and send nothing: the server sees the close, because recv returns nothing.");
        }

        var last = seen.InputLines.LastOrDefault(static line => line.Length > 0) ?? "";
        return new Finding("goes-on",
            $"it does not stop at the end of its input: it {(more.StartsWith(last, StringComparison.Ordinal) ? "sent its last line again" : "sent what was left in its buffer")}",
            "Check what the read returned: at the end of the input fgets returns NULL, readline() returns '' and getline fails, and the buffer keeps its old content. "
            + "Leave the loop there, and close the socket.");
    }

    /// <summary>It sent more than its first line before the first answer.</summary>
    private static Finding? SendsAhead(Evidence seen)
    {
        var isOfAnswers = !seen.IsOnWire && seen.Failure.Kind is FailureKind.WrongBytes or FailureKind.NoAnswer;
        var isOfWire = seen.IsOnWire && (seen.Failure.Kind is FailureKind.Reset or FailureKind.ClosedEarly
            || (seen.Failure.Kind == FailureKind.ExtraBytes && seen.Expected.IsEmpty && !seen.Failure.IsCloseFailure && !seen.IsInputUsedUp));
        var early = Encoding.UTF8.GetString(seen.BeforeFirstAnswer);
        var lines = seen.InputLines.Where(static line => line.Length > 0).ToList();
        var sent = lines.Count(line => early.Contains(line, StringComparison.Ordinal));
        return (isOfAnswers || isOfWire) && sent > 1 && early.IndexOf(lines[0], StringComparison.Ordinal) < early.LastIndexOf(lines[1], StringComparison.Ordinal)
            ? new Finding("ahead",
                $"it sent {(sent == lines.Count ? "all its" : $"{sent}")} lines before it got the first answer{(isOfAnswers ? ", and did not receive an answer for each" : "")}",
                (seen.Assignment.Name == "talk.client" && sent == 2 && lines.Count > 2 ? "If the first line is a name: here each line of the input gets an answer, which your client takes for the answer to the next one. " : "")
                + "Receive each answer inside the loop that sends, before you send the next line. One recv returns what has arrived so far: "
                + "after several lines that may be one answer, a part of one, or more than one.")
            : null;
    }

    /// <summary>It closed with unread bytes, so the system sent RST instead of FIN.</summary>
    private static Finding? LeavesAnswersUnread(Evidence seen)
    {
        if (seen.Failure.Kind != FailureKind.Reset && (seen.IsOnWire || !seen.HasClientReset || seen.Failure.Kind is not (FailureKind.WrongBytes or FailureKind.NoAnswer)))
        {
            return null;
        }

        var sent = seen.Sent.Select(static one => LineEnd.TextOf(one).Trim()).Where(static text => text.Length > 0).ToList();
        var bytes = seen.Sent.Sum(static one => one.Length);
        var hasWritten = sent.Exists(text => seen.Output.Contains(text, StringComparison.Ordinal) || seen.OutputFileText.Contains(text, StringComparison.Ordinal));
        return sent.Count == 0 ? null : new Finding("unread",
            hasWritten
                ? "it closed the connection before it had read all answers (RST)"
                : $"it closed the connection with {bytes} bytes unread, and wrote none of them: perhaps it never calls recv",
            "After each line that you send, call recv until you have its answer, and close the socket only after the last answer.");
    }

    private static Finding? SendsOneLine(Evidence seen)
    {
        var lines = seen.InputLines.Where(static line => line.Length > 0).ToList();
        var received = Encoding.UTF8.GetString(seen.Received);
        if (lines.Count < 2 || !IsNextLineMissing(seen) || seen.LateAnswer is not null || !received.Contains(lines[0], StringComparison.Ordinal) || received.Contains(lines[1], StringComparison.Ordinal))
        {
            return null;
        }

        var how = seen.Failure.Kind == FailureKind.ClosedEarly ? "closed" : "nothing more";
        return seen.InputLines[1].Length == 0
            ? new Finding("stops-at-blank", $"it sent the lines before the blank line, and then {how}", null)
            : new Finding("one-line",
                $"it sent the first of {lines.Count} lines, and then {how}",
                "Read, send, receive and print in a loop until the end of the input. If there is a loop: make one Scanner or BufferedReader before it, "
                + "because each one reads all available input, and the next one finds nothing.");
    }

    private static bool IsNextLineMissing(Evidence seen) =>
        seen.Failure.Kind is FailureKind.ClosedEarly or FailureKind.NoAnswer && seen.IsOnWire && !seen.Expected.IsEmpty && seen.Got.IsEmpty && seen.HasAnswered;
}
