using Tincan.Checks.Contexts;

namespace Tincan.Checks.Findings;

/// <summary>Recognises how an answer differs from the expected one.</summary>
internal static class AnswerFindings
{
    private const string LineEndHint = "Remove the line end from what you received before you work with it, and put one after the answer: line.rstrip('\\r\\n').";

    public static Finding? Find(Evidence seen)
    {
        if (seen.Failure.Expected is null || seen.Failure.Got is null)
        {
            return seen.IsServer ? null : OutputFindings.PrintsInsteadOfFile(seen);
        }

        return seen.Failure.Kind switch
        {
            FailureKind.TerminatorMissing => NoLineEnd(seen),
            FailureKind.ClosedEarly when !seen.Got.IsEmpty => Stripped(seen.ExpectedText, seen.GotText),
            FailureKind.ExtraBytes when !seen.IsServer && seen.IsOnWire && seen.Expected.IsEmpty => null,
            FailureKind.ExtraBytes or FailureKind.WrongBytes => OtherMessage(seen) ?? OutputFindings.Find(seen) ?? OtherLineEnd(seen) ?? ChangedText(seen) ?? PartOrMore(seen),
            _ => null,
        };
    }

    /// <summary>It is the answer to something else.</summary>
    private static Finding? OtherMessage(Evidence seen)
    {
        var got = seen.GotText;
        var first = got.Split('\n')[0].TrimEnd('\r');
        if (seen.IsOnWire && seen.IsServer && first.Length > 0 && first != seen.ExpectedText && IsPreviousAnswer(seen, first))
        {
            // A second copy is followed by the answer itself. Without it, the same text may also be its answer to both messages, also if the last of them should have none.
            return seen.ExpectedText.Length == 0 && seen.AfterAsked.Length <= seen.Got.Length ? null : seen.ExpectedText.Length == 0 || got.Contains(seen.ExpectedText, StringComparison.Ordinal)
                ? new Finding("twice", "it sent the previous answer a second time", "Send each answer once: look for a second send, or for a buffer that is not emptied after its message was answered.")
                : new Finding("same-answer", "it sent the same answer as to the previous message", "Check which message it answers: a buffer that still holds the previous one, or a branch that takes both for the same.");
        }

        return seen.IsServer && seen.IsOnWire && first.Length > 1 && got.Trim() != seen.ExpectedText && seen.Before.Length > 0
                && seen.Sent.Any(sent => LineEnd.TextOf(sent).Equals(first, StringComparison.OrdinalIgnoreCase))
                ? new Finding("question-too", $"after its answer it also sent the question '{first}'", "Send only the answer: look for a second send, or for text that is joined to the answer.")
            : seen.IsServer && seen.IsOnWire && first.Split(' ')[0] is { Length: > 0 } name && name != seen.Question && seen.ExpectedText.Contains(' ', StringComparison.Ordinal)
                    && seen.Sent.Take(Math.Max(0, seen.Sent.Count - 1)).Any(sent => string.Equals(Evidence.Message(sent), name, StringComparison.OrdinalIgnoreCase))
                ? new Finding("previous-question", $"it is the answer to '{name}', which was asked before", "A late answer belongs to an earlier question: match answers to questions by name, and discard the others.")
            : seen.IsServer && seen.IsOnWire && seen.Sent.Count > 0 && seen.Question.Contains('\n', StringComparison.Ordinal)
                    && Reversed(seen.Question) is var whole && got.Trim().Equals(whole.Trim(), StringComparison.OrdinalIgnoreCase)
                ? new Finding("one-read", "it answered all lines of one read as one message", "One recv may return more than one message: collect what it returns in a buffer, take one line after another from it, and keep the rest.")
            : seen.IsServer && seen.IsOnWire && got == seen.Question && got != seen.ExpectedText && seen.ExpectedText.Length > 0
                ? new Finding("sent-back", "it sent back what it received, unchanged", "Send the result, not what you received: check which variable you send.")
            : null;
    }

    private static bool IsPreviousAnswer(Evidence seen, string text)
    {
        var before = LineEnd.TextOf(seen.Before);
        return before.EndsWith(text, StringComparison.Ordinal) && (before.Length == text.Length || LineEnd.LengthAtEnd(seen.Expected) == 0 || before[^(text.Length + 1)] is '\n' or '\0');
    }

    /// <summary>The text is right, with the line end of another dialect.</summary>
    private static Finding? OtherLineEnd(Evidence seen)
    {
        var (should, does) = (LineEnd.Of(seen.Expected), LineEnd.Of(seen.Got));
        if (!seen.IsServer && seen.IsOnWire && does == Dialect.CrLf && should == Dialect.Lf && seen.Input.Contains("\r\n", StringComparison.Ordinal) && seen.ExpectedText == seen.GotText)
        {
            return new Finding("keeps-cr", "it also sent the CR of the input's line ends", null);
        }

        return seen.IsOnWire && should != does && should != Dialect.Raw && does != Dialect.Raw && seen.ExpectedText == seen.GotText
            ? new Finding("other-line-end", $"the line ends with {Spell(does)}, not with {Spell(should)}", $"Send the text and {Spell(should)} after it: the other side waits for exactly that.")
            : null;

        static string Spell(Dialect dialect) => dialect switch { Dialect.CrLf => "'\\r\\n'", Dialect.Nul => "'\\0'", _ => "'\\n'" };
    }

    /// <summary>The text is right except for a known kind of change.</summary>
    private static Finding? ChangedText(Evidence seen)
    {
        var (expected, got) = (seen.ExpectedText, seen.GotText);
        return expected.Length == 0 || (seen.Before.Length > 0 && seen.IsOnWire && got.StartsWith('\n'))
                ? (got.Trim('\r', '\n', '\0').Length == 0 || got.StartsWith('\n') ? LineEndAdded(seen) : null)
            : seen.IsOnWire && seen.Got.Length == seen.Expected.Length + 1 && seen.Got.EndsWith(seen.Expected) && seen.Got[0] == '\n'
                ? LineEndAdded(seen) with { What = "a line end came first, which does not belong to the text before it" }
            : got.StartsWith('\n') && got.Trim('\r', '\n') == expected.Trim('\r', '\n')
                ? new Finding("line-end-inside", "it reversed the line end with the line, so that it came first", LineEndHint)
            : got.TrimEnd('\r', '\n') == expected && got.Length > expected.Length ? LineEndAdded(seen)
            : seen.IsOnWire && LineEnd.LengthAtEnd(seen.Expected) > 0 && got.Length > expected.Length && got.StartsWith(expected, StringComparison.Ordinal) && !seen.Got.ContainsAny((byte)'\n', (byte)0)
                ? NoLineEnd(seen)
            : got.Length > expected.Length && got.StartsWith(expected, StringComparison.Ordinal) && got[expected.Length..].Trim('\0').Length == 0
                ? new Finding("buffer", $"{got.Length - expected.Length} zero bytes follow the text", "Send as many bytes as the answer has, not the whole buffer.")
            : ChangedLine(seen, expected, seen.FirstText);
    }

    private static Finding? ChangedLine(Evidence seen, string expected, string got)
    {
        var how = !got.Any(char.IsUpper) ? "in lower case" : !got.Any(char.IsLower) ? "in upper case" : "with different upper and lower case";
        return string.Equals(got, expected, StringComparison.OrdinalIgnoreCase) && got != expected
                ? new Finding("case", $"the right text came {how}", "Send the text as it is: use lower() and upper() only to compare.")
            : got == $"b'{expected}'" || got == $"b\"{expected}\"" || got.Replace("\\n'", "'", StringComparison.Ordinal) == $"b'{expected}'"
                ? new Finding("repr", "it came in Python's notation for bytes (b'…')", "Call decode() to turn bytes into text; str() and f-strings give b'…'.")
            : Stripped(expected, got) is { } stripped ? stripped
            : seen.Got.IndexOf("\ufffd"u8) >= 0 && seen.Expected.IndexOf("\ufffd"u8) < 0 && got == expected
                ? new Finding("decoded", "it decoded the bytes as text, and those that are no UTF-8 became U+FFFD", null)
            : got != expected && !Ascii.IsValid(expected) && (got == ReplaceAstral(expected, "\ufffd\ufffd") || got == ReplaceAstral(expected, "??"))
                ? new Finding("utf-16-reversed",
                    "it reversed the two UTF-16 halves of a character",
                    "Reverse characters, not UTF-16 units: [...text].reverse() in JavaScript, new StringBuilder(text).reverse() in Java.")
            : !Ascii.IsValid(expected) && seen.Got.StartsWith(LowBytes(expected))
                ? new Finding("low-bytes",
                    "it sent only one byte of each character",
                    "Encode the text as UTF-8: line.encode('utf-8') in Python, line.getBytes(StandardCharsets.UTF_8) in Java, where writeBytes sends the low byte of each character.")
            : got == Encoding.UTF8.GetString([.. Encoding.UTF8.GetBytes(seen.Question).Reverse()]) && !Ascii.IsValid(seen.Question)
                ? new Finding("bytes-reversed", "it reversed bytes, not characters", "Decode the line before you reverse it, and encode it again.")
            : !Ascii.IsValid(expected) && got == Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(expected))
                ? new Finding("latin-1", "it read UTF-8 as Latin-1", "Decode and encode with 'utf-8' on both sides.")
            : null;
    }

    private static Finding? Stripped(string expected, string got) => got != expected && (got == expected.Trim() || got == expected.TrimEnd() || got == expected.TrimStart())
        ? new Finding("stripped", "spaces or tabs at the start or end of the line are missing", "Remove only the line end: strip() also removes spaces and tabs; rstrip('\\r\\n') does not.")
        : null;

    /// <summary>It is a part of the expected text, or more than the expected text.</summary>
    private static Finding? PartOrMore(Evidence seen)
    {
        var (expected, got) = (seen.ExpectedText, seen.FirstText);

        // A server that reverses what one recv returned puts the start of the line at the end of the answer.
        var isPart = got.Length > 0 && got.Length < expected.Length && expected.Length > 100
            && (expected.StartsWith(got, StringComparison.Ordinal) || expected.EndsWith(got.Split('\n')[0], StringComparison.Ordinal));
        return expected.Length < 2 || expected.Contains('\ufffd', StringComparison.Ordinal) ? null
            : !seen.IsServer && seen.IsOnWire && got.Length > 0 && expected.StartsWith($"{got} ", StringComparison.Ordinal)
                ? new Finding("first-word", "it sent only the first word of the line", "Read a whole line: nextLine() in Java, fgets in C, getline in C++; next(), scanf(\"%s\") and >> stop at a space.")
            : seen.Failure.IsUnframed && LineEnd.LengthAtEnd(seen.Expected) == 0 && seen.Expected[..^1].SequenceEqual(seen.Got)
                ? LastByte(Escape.ForTerminal(seen.Expected[^1..]))
            : got == expected[..^1]
                ? new Finding("last-character", "the last character is missing", "Remove a line end only if there is one: line[:-1] removes the last character of a line without one.")
            : got == expected[1..]
                ? new Finding("first-character", "the first character is missing", "Check where the loop or the slice begins and ends: it is off by one. line[:-1] removes the last character of a line that no longer has a line end.")
            : !seen.IsOnWire && !seen.IsServer && got.Length > 1000 && expected.StartsWith(got.Split('\n')[0], StringComparison.Ordinal)
                ? new Finding("part",
                    "it took a long answer for several, and so never received the next one",
                    "One read returns at most its buffer: receive in a loop until you have the line end, and only then send the next line.")
            : !seen.IsOnWire && got.Length > 0 && expected.StartsWith(got, StringComparison.Ordinal) && expected[got.Length..].TrimStart('\n').Split('\n').Length == 1
                ? new Finding("last-line-lost", "the last line is missing", "When recv returns nothing, write what is left in the buffer; close the file, or flush it, before you leave.")
            : isPart || (expected.Length > 100 && expected.EndsWith(got[..Math.Min(100, got.Length)], StringComparison.Ordinal))
                ? new Finding("part", "it took a part of a long message for the whole message", "One recv returns what has arrived so far, at most its buffer: receive in a loop until you have the line end.")
            : null;
    }

    private static Finding LastByte(string last) => new("last-byte", $"the last byte of the message is missing, '{last}'", $"Send a message as a whole: '{last}' is its end.");

    private static Finding LineEndAdded(Evidence seen) => seen.Sent.Count == 0
        ? new("line-end-added", "an extra line end follows the text", "Send the text as it is, without a line end.")
        : new("line-end-added", "an extra line end follows the answer", seen.Assignment.HasLines ? LineEndHint : "Send nothing after a message: its framing says where it ends.");

    private static Finding NoLineEnd(Evidence seen) => !seen.IsServer && seen.IsOnWire ? LineWithoutEnd(seen) : new("no-line-end",
        seen.IsOnWire ? "no line end follows the answer" : "the last line has no line end",
        "Put a line end after each answer, including the last one: answer + \"\\n\".");

    /// <summary>A client sends no line end: never, or only after the last line, which has none in the input.</summary>
    private static Finding LineWithoutEnd(Evidence seen) => seen.Input.EndsWith($"\n{seen.GotText}", StringComparison.Ordinal)
        ? new("as-read",
            "it sends each line as it reads it, and the last one has no newline in the input",
            "Remove the newline from each line that you read, if there is one, and add one to each line that you send: line.rstrip('\\n') + '\\n'. A server waits for it.")
        : new("no-line-end", "no line end follows the line", "Add a line end to each line that you send: line + '\\n'. A server waits for it.");

    private static byte[] LowBytes(string text) => [.. text.Select(static letter => (byte)letter)];

    /// <summary>The text, with each character outside the basic plane replaced.</summary>
    private static string ReplaceAstral(string text, string other) => string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp ? rune.ToString() : other));

    private static string Reversed(string text) => string.Concat(text.EnumerateRunes().Reverse().Select(static rune => rune.ToString()));
}
