namespace Tincan.Protocols.Reverse;

/// <summary>
/// Words that a server adds before each reversed line, as in <c>Reversed: olleh</c>. Before the first answer, they may also be a late greeting. So the first
/// line is sent again: a greeting comes only once, but words before an answer are repeated.
/// </summary>
internal sealed class AnswerWords(ReverseConnection connection, Action<string> notice)
{
    private const int MaxLength = 64;

    /// <summary>How long to wait for the answer to a line that was sent again.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    private byte[] _words = [];
    private bool _isSure;

    /// <summary>The first answer without its words, while the line is sent again; otherwise null.</summary>
    public byte[]? First { get; private set; }

    /// <summary>The length of the words in what was compared last; 0 if there are none.</summary>
    public int End { get; private set; }

    /// <summary>Compares what has arrived with the reversed line, with or without the words before it.</summary>
    /// <inheritdoc cref="Question.Compare"/>
    public Likeness Compare(Question question, ReadOnlySpan<byte> arrived, bool mayFollowGreeting, out AnswerCut cut)
    {
        End = 0;
        if (_words.Length > 0)
        {
            // A line end at the front belongs to the answer before.
            var start = arrived.Length - arrived.TrimStart("\r\n\0"u8).Length;
            var rest = arrived[start..];
            if (rest.StartsWith(_words))
            {
                var likeness = question.Compare(rest[_words.Length..], mayFollowGreeting: false, out cut);
                if (likeness != Likeness.Other)
                {
                    End = start + _words.Length;
                    cut = cut with { Start = End + cut.Start, Consumed = End + cut.Consumed };
                    return likeness;
                }
            }
            else if (_words.AsSpan().StartsWith(rest) && question.Compare(arrived, mayFollowGreeting, out _) == Likeness.Other)
            {
                cut = default;
                return Likeness.Partial;
            }
        }

        return question.Compare(arrived, mayFollowGreeting, out cut);
    }

    /// <summary>Whether a text before the first answer may be such words.</summary>
    public bool MayBe(ReadOnlySpan<byte> before)
    {
        var text = before.TrimEnd("\r\n\0"u8);
        return !_isSure && First is null && text.Length is > 0 and <= MaxLength && !char.IsAsciiLetterOrDigit((char)text[^1]) && text.IndexOfAnyInRange((byte)0, (byte)0x1F) < 0;
    }

    /// <summary>Sends the line again, to see whether the words are repeated. If the line end came back before the answer, sends it without one.</summary>
    /// <param name="question">The line.</param>
    /// <param name="before">The text before the answer.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="cancel">Cancels the send.</param>
    public async ValueTask AskAgainAsync(Question question, byte[] before, byte[] answer, CancellationToken cancel)
    {
        _words = before.AsSpan().TrimEnd("\r\n\0"u8).ToArray();
        First = answer;
        if (_words.Length < before.Length)
        {
            connection.Sending = Framing.Dialect.Raw;
        }

        notice($"line {question.Number}: '{Escape.ForTerminal(_words)}' came before the line reversed: asking again, to see whether that is a late greeting or a part of each answer");
        connection.Write(question.Line.Span);
        await connection.FlushAsync(cancel);
    }

    /// <summary>Waits for the answer to the line that was sent again. If it was sent without a line end, and the server is silent, sends the line end.</summary>
    /// <returns>False if there is no answer.</returns>
    public async ValueTask<bool> WaitAsync(CancellationToken cancel)
    {
        if (await connection.ReceiveAsync(Again, cancel) || connection.HasEnded || connection.Sending != Framing.Dialect.Raw)
        {
            return !connection.Pending.IsEmpty || connection.HasEnded;
        }

        connection.Sending = Framing.Dialect.Lf;
        connection.EndLine();
        await connection.FlushAsync(cancel);
        return await connection.ReceiveAsync(Again, cancel) || connection.HasEnded;
    }

    /// <summary>Notes a complete answer.</summary>
    /// <param name="content">The reversed line.</param>
    /// <returns>The answer with its words, if any.</returns>
    public ReadOnlyMemory<byte> Settle(ReadOnlyMemory<byte> content)
    {
        if (End > 0)
        {
            if (!_isSure)
            {
                notice($"each answer begins with '{Escape.ForTerminal(_words)}', which is written as it came");
            }

            (_isSure, First) = (true, null);
            return (byte[])[.. _words, .. content.Span];
        }

        return First is null ? content : TakeGreeting(content);
    }

    /// <summary>The text before the first answer was a greeting.</summary>
    /// <param name="answer">The answer.</param>
    public ReadOnlyMemory<byte> TakeGreeting(ReadOnlyMemory<byte> answer)
    {
        notice($"the greeting came late: {Escape.ForTerminal(_words)}");
        (_words, First) = ([], null);
        return answer;
    }
}
