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
    public static async Task AnswerEachAsync(
        this Conversation conversation, LineOptions options, AnswerLine answer, Func<Task>? beforeSend = null)
    {
        using var lines = new LineChannel(conversation.Wire, options);
        var line = await lines.ReadAsync();
        var spoken = Dialect.Auto;
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
                    answer(line.Span, lines);
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
    }
}
