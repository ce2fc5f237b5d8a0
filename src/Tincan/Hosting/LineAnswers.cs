using System.Runtime.CompilerServices;
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
    /// <param name="keep">
    /// Keeps what was made of the lines, before answers leave. With it every line that has arrived is answered here, also one that the client broke off,
    /// and also when the client is gone and cannot be told.
    /// </param>
    /// <param name="known">Recognises lines that have no terminator; null if the service cannot.</param>
    public static async Task AnswerEachAsync(
        this Conversation conversation, LineOptions options, AnswerLine answer, Func<Task>? keep = null, IKnownMessages? known = null)
    {
        using var lines = new LineChannel(conversation.Wire, options, known, reportsLateEnds: true);
        WireException? gone = null;
        var unsent = 0;
        var spoken = Dialect.Auto;
        var answered = false;
        for (var line = await NextAsync(); !line.IsEnd; line = await NextAsync())
        {
            if (lines.Dialect != spoken)
            {
                spoken = lines.Dialect;
                conversation.Took(lines);
            }

            WireException? malformed = null;
            var count = 0;
            try
            {
                do
                {
                    Answer(line);
                    count += line.IsLateEnd ? 0 : 1;
                }
                while (!lines.IsFull && lines.TryRead(out line));
            }
            catch (WireException error) when (error.Reason == CloseReason.Malformed)
            {
                // The lines before this one are still owed their answers.
                malformed = error;
            }

            if (keep is not null)
            {
                await keep();
            }

            await SendAsync(count);
            if (malformed is not null)
            {
                throw malformed;
            }
        }

        if (gone is not null)
        {
            if (unsent > 0)
            {
                HostLog.Unanswered(conversation.Log, conversation.Client, unsent);
            }

            throw gone;
        }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        async ValueTask<Line> NextAsync()
        {
            try
            {
                return await lines.ReadAsync();
            }
            catch (WireException broken) when (keep is not null && broken.Reason != CloseReason.Malformed)
            {
                // What the client had sent of its last line is a line.
                gone ??= broken;
                var rest = lines.Pending;
                lines.Take(rest.Length);
                return rest.IsEmpty ? Line.End : new Line(rest, IsUnfinished: true);
            }
        }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
        async ValueTask SendAsync(int count)
        {
            if (gone is null)
            {
                try
                {
                    await lines.FlushAsync();
                    return;
                }
                catch (WireException broken) when (keep is not null)
                {
                    // What has arrived is still there to be received.
                    gone = broken;
                }
            }

            lines.Discard();
            unsent += count;
        }

        void Answer(Line line)
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
