namespace Tincan.Protocols.Reverse;

/// <summary>
/// Counts answers in a row that were exactly the reversed line with the same line end. After many of them, the next answer can be predicted byte by byte.
/// </summary>
internal sealed class SteadyAnswers
{
    /// <summary>A server that has answered so many lines one by one may be sent several at once.</summary>
    public const int Many = 100;

    private static readonly Reverser[] Reversers =
        [.. Enum.GetValues<ReverseBy>().SelectMany(static by => new[] { new Reverser(by), new Reverser(by, swapCase: true) })];

    private static readonly Reverser Bytes = new(ReverseBy.Byte);

    private readonly ByteQueue _reversed = new();
    private Reverser _reverser = Reversers[0];

    /// <summary>How many there were since anything else.</summary>
    public int Count { get; private set; }

    /// <summary>The line end of each answer: <c>\n</c> or <c>\r\n</c>.</summary>
    public string End { get; private set; } = "";

    /// <summary>Writes the answer to expect, with its line end.</summary>
    public void WriteAnswer(ReadOnlySpan<byte> line, IBufferWriter<byte> output)
    {
        try
        {
            _reverser.Write(line, output);
        }
        catch (WireException)
        {
            // Not UTF-8: only its bytes can be reversed.
            Bytes.Write(line, output);
        }

        output.Write(End is "\n" ? "\n"u8 : "\r\n"u8);
    }

    /// <summary>Begins again after an answer that was not the reversed line.</summary>
    public void Reset() => Count = 0;

    /// <summary>Counts an answer.</summary>
    /// <param name="line">The line.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="end">The line end of the answer; empty if it has none, or if anything else came with it.</param>
    public void Saw(ReadOnlySpan<byte> line, ReadOnlySpan<byte> answer, string end)
    {
        if (end is not ("\n" or "\r\n"))
        {
            Reset();
        }
        else if (end == End && Fits(_reverser, line, answer))
        {
            Count++;
        }
        else
        {
            (Count, End) = (0, end);
            foreach (var reverser in Reversers)
            {
                if (Fits(reverser, line, answer))
                {
                    (_reverser, Count) = (reverser, 1);
                    break;
                }
            }
        }
    }

    private bool Fits(Reverser reverser, ReadOnlySpan<byte> line, ReadOnlySpan<byte> answer)
    {
        _reversed.Clear();
        try
        {
            reverser.Write(line, _reversed);
            return _reversed.Span.SequenceEqual(answer);
        }
        catch (WireException)
        {
            // Not UTF-8: only its bytes can be reversed.
            return false;
        }
    }
}
