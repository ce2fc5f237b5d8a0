namespace Tincan.Checks.Contexts;

/// <summary>The output of a client, judged as leniently as a grader would.</summary>
/// <param name="Bytes">The bytes of the output.</param>
/// <param name="Where">Where the client wrote it, for a person.</param>
/// <param name="IsFile">Whether it is a file, which should contain only answers.</param>
public sealed record ClientOutput(ReadOnlyMemory<byte> Bytes, string Where, bool IsFile)
{
    /// <summary>The failure to exit, if the client is still running and may write more; null if it has exited.</summary>
    internal CheckFailedException? ExitFailure { get; init; }

    /// <summary>The text that the client prints around answers; null if none was found.</summary>
    internal Surroundings? Surroundings { get; init; }

    /// <summary>
    /// Expects lines in this order, with or without other lines before, between and after them. On standard output, a line may have a prompt or other text
    /// before the answer.
    /// </summary>
    /// <exception cref="CheckFailedException">A line is missing.</exception>
    public void Expect(params string[] lines) => Expect([.. lines.Select(static line => new OutputLine(line))]);

    /// <inheritdoc cref="Expect(string[])"/>
    internal void Expect(IReadOnlyList<OutputLine> lines)
    {
        var found = 0;
        foreach (var line in Lines)
        {
            if (found < lines.Count && Is(line, lines[found]))
            {
                found++;
            }
        }

        if (found < lines.Count)
        {
            var problem = $"line {found + 1} of {lines.Count} is missing{Locate(lines[found].Text)}";
            throw Missing(Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => $"{line.Text}\n"))), problem);
        }
    }

    /// <summary>Expects that a line is not there.</summary>
    /// <exception cref="CheckFailedException">It is there.</exception>
    internal void ExpectNot(OutputLine line)
    {
        if (Lines.Any(one => Is(one, line)))
        {
            throw new CheckFailedException(FailureKind.WrongBytes, $"the program wrote '{line.Text}', which is wrong here") { Got = Bytes, Where = Where };
        }
    }

    /// <summary>Expects that a file contains exactly these lines, each with LF. Standard output may contain more.</summary>
    /// <exception cref="CheckFailedException">The output is different.</exception>
    public void ExpectOnly(params string[] lines)
    {
        Expect(lines);
        var expected = Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => $"{line}\n")));
        if (IsFile && !Bytes.Span.SequenceEqual(expected))
        {
            if (expected.AsSpan(0, expected.Length - 1).SequenceEqual(Bytes.Span))
            {
                throw new CheckFailedException(FailureKind.TerminatorMissing, "the last line was written without its line end") { Expected = expected, Got = Bytes, Where = Where };
            }

            throw new CheckFailedException(FailureKind.ExtraBytes, "the program wrote something besides the lines") { Expected = expected, Got = Bytes, Where = Where };
        }
    }

    /// <summary>Expects these bytes in one piece, with anything before and after them.</summary>
    /// <exception cref="CheckFailedException">The bytes are missing.</exception>
    public void Expect(ReadOnlyMemory<byte> bytes)
    {
        if (Bytes.Span.IndexOf(bytes.Span) < 0)
        {
            var first = LongestPrefix(bytes.Span);
            throw Missing(bytes, $"the program did not write what it received{(first > 0 ? $": the first {first} of {bytes.Length} bytes were, and then not the next" : "")}");
        }
    }

    private string[] Lines => Encoding.UTF8.GetString(Bytes.Span).Split('\n');

    /// <summary>How many bytes, from the start, the output contains in one piece.</summary>
    private int LongestPrefix(ReadOnlySpan<byte> bytes)
    {
        var (least, most) = (0, bytes.Length);
        while (least < most)
        {
            var half = (least + most + 1) / 2;
            (least, most) = Bytes.Span.IndexOf(bytes[..half]) >= 0 ? (half, most) : (least, half - 1);
        }

        return least;
    }

    private CheckFailedException Missing(ReadOnlyMemory<byte> expected, string problem)
    {
        var stays = ExitFailure is null ? "" : ", and the program has not ended";
        return new CheckFailedException(
            Bytes.IsEmpty ? FailureKind.NoAnswer : FailureKind.WrongBytes,
            Bytes.IsEmpty ? $"the program wrote nothing{stays}" : $"{problem}{stays}")
        { Expected = expected, Got = Bytes, Where = Where };
    }

    private bool Is(string line, OutputLine expected) => expected.Matches is { } matches
        ? Surroundings.Readings(line).Take(IsFile ? 1 : int.MaxValue).Any(matches)
        : IsFile ? line == expected.Text : Surroundings.IsAnswer(line, expected.Text, Surroundings);

    /// <summary>Where an answer is that is not a line of its own, for the message.</summary>
    private string Locate(string expected)
    {
        if (expected.Length < 2 || Lines.FirstOrDefault(line => line.Contains(expected, StringComparison.Ordinal)) is not { } line)
        {
            return "";
        }

        var at = line.IndexOf(expected, StringComparison.Ordinal);
        var before = line[Math.Max(0, at - 20)..at];
        var after = line[(at + expected.Length)..Math.Min(line.Length, at + expected.Length + 20)];
        return line.Length == expected.Length ? ": the answer is there, but before another that should come first"
            : after.Length == 0 ? $": the answer is there, after '{before}'"
            : $": the answer is there, but more follows it on its line: '{after}'";
    }
}
