using Tincan.Framing;
using Tincan.Wires;

namespace Tincan.Hosting;

/// <summary>Writes what is owed for one line, which may be nothing.</summary>
/// <param name="question">The line; good until this call returns.</param>
/// <param name="lines">Where the answer is written; it is sent by the caller.</param>
internal delegate void AnswerLine(ReadOnlySpan<byte> question, LineChannel lines);

/// <summary>The loop of every server that answers line by line.</summary>
internal static class LineAnswers
{
    /// <summary>
    /// Answers each line in order until the client finishes. Answers go out together while more lines are already here, so a client that
    /// waits gets each at once and a client that does not wait costs few segments.
    /// </summary>
    /// <param name="conversation">The client.</param>
    /// <param name="options">Dialect, limit and quiet times.</param>
    /// <param name="answer">What is owed for a line.</param>
    /// <param name="beforeSend">What has to happen before answers leave, such as writing them to a file.</param>
    /// <param name="known">Recognises lines that have no terminator; null if the service cannot.</param>
    public static async Task AnswerEachAsync(
        this Conversation conversation, LineOptions options, AnswerLine answer, Func<Task>? beforeSend = null, IKnownMessages? known = null)
    {
        using var lines = new LineChannel(conversation.Wire, options, known, reportsLateEnds: true);
        var line = await lines.ReadAsync();
        var spoken = Dialect.Auto;
        var answered = false;
        while (!line.IsEnd)
        {
            if (lines.Dialect != spoken)
            {
                spoken = lines.Dialect;
                conversation.Took(lines);
            }

            WireException? broken = null;
            try
            {
                do
                {
                    Answer(line, lines);
                }
                while (!lines.IsFull && lines.TryRead(out line));
            }
            catch (WireException malformed) when (malformed.Reason == CloseReason.Malformed)
            {
                // The lines before this one are still owed their answers.
                broken = malformed;
            }

            if (beforeSend is not null)
            {
                await beforeSend();
            }

            await lines.FlushAsync();
            line = broken is null ? await lines.ReadAsync() : throw broken;
        }

        void Answer(Line line, LineChannel lines)
        {
            if (line.IsLateEnd)
            {
                // A client that waits for the end of its answer has had the answer without one.
                if (answered)
                {
                    lines.EndLine();
                }

                return;
            }

            var before = lines.Written;
            answer(line.Span, lines);
            answered = lines.Written > before;
        }
    }
}
