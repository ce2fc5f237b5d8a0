using System.Text;

namespace Tincan.Checks;

/// <summary>What a client has written, to be judged as leniently as a grader would.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="Where">In which file, or on standard output: for a person.</param>
/// <param name="IsFile">It is in a file, which holds nothing but answers.</param>
public sealed record Written(ReadOnlyMemory<byte> Bytes, string Where, bool IsFile)
{
    /// <summary>That the program has not ended yet, so that it may still write more; null if it has.</summary>
    internal CheckFailedException? Stays { get; init; }

    /// <summary>What a prompt ends with.</summary>
    private static readonly string[] PromptEnds = [": ", "> ", "? "];

    /// <summary>
    /// Expects lines, in order, each as a whole line. Other lines may stand before, between and behind them; on standard output a prompt
    /// (which ends with <c>": "</c>, <c>"&gt; "</c> or <c>"? "</c>) may stand before each, too.
    /// </summary>
    /// <param name="lines">Without their line ends.</param>
    /// <exception cref="CheckFailedException">They are not there.</exception>
    public void Expect(params string[] lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var found = 0;
        foreach (var line in Encoding.UTF8.GetString(Bytes.Span).Split('\n'))
        {
            if (found < lines.Length && Is(line, lines[found]))
            {
                found++;
            }
        }

        if (found < lines.Length)
        {
            throw Missing(Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => $"{line}\n"))), $"line {found + 1} of {lines.Length} is missing");
        }
    }

    /// <summary>Expects that a file holds exactly these lines, each with its LF; nothing of standard output, where a program may write more.</summary>
    /// <param name="lines">Without their line ends.</param>
    /// <exception cref="CheckFailedException">It holds something else.</exception>
    public void ExpectOnly(params string[] lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        Expect(lines);
        var expected = Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => $"{line}\n")));
        if (IsFile && !Bytes.Span.SequenceEqual(expected))
        {
            if (expected.AsSpan(0, expected.Length - 1).SequenceEqual(Bytes.Span))
            {
                throw new CheckFailedException(FailureKind.TerminatorMissing, "the last line was written without its line end") { Expected = expected, Got = Bytes, Where = Where };
            }

            throw new CheckFailedException(FailureKind.ExtraBytes, "something else than the lines was written, too") { Expected = expected, Got = Bytes, Where = Where };
        }
    }

    /// <summary>Expects bytes, in one piece; anything may stand before and behind them.</summary>
    /// <param name="bytes">Which.</param>
    /// <exception cref="CheckFailedException">They are not there.</exception>
    public void Expect(ReadOnlyMemory<byte> bytes)
    {
        if (Bytes.Span.IndexOf(bytes.Span) < 0)
        {
            throw Missing(bytes, "what came was not written as it came");
        }
    }

    private CheckFailedException Missing(ReadOnlyMemory<byte> expected, string problem) => Stays is not null ? new(Stays.Kind, Stays.Message) { IsOfEnding = true, IsContentUnknown = true } : new(
        Bytes.IsEmpty ? FailureKind.NoAnswer : FailureKind.WrongBytes,
        Bytes.IsEmpty ? "the program wrote nothing" : problem)
    { Expected = expected, Got = Bytes, Where = Where };

    private bool Is(string line, string expected)
    {
        if (line == expected)
        {
            return true;
        }

        // Blank behind a prompt is blank, and a prompt may have lost its own blank.
        var before = line.EndsWith(expected, StringComparison.Ordinal) ? line[..^expected.Length] : "";
        return !IsFile && PromptEnds.Any(end => before.EndsWith(end, StringComparison.Ordinal));
    }
}
