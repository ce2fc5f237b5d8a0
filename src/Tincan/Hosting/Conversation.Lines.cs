using Tincan.Framing;

namespace Tincan.Hosting;

/// <content>The loop of servers that answer line by line.</content>
public sealed partial class Conversation
{
    /// <summary>
    /// Answers each line in order until the client finishes. While more lines have already arrived, their answers are sent together, so a client that
    /// waits gets each answer at once, and one that does not wait costs few sends.
    /// </summary>
    /// <param name="options">The dialect, the maximum length and the quiet times.</param>
    /// <param name="answer">Writes the answer to a line, if it has one, to the channel. The line is valid until the call returns.</param>
    /// <param name="keep">
    /// Stores the answers before they are sent. If set, every line that has arrived is answered, including an unfinished one, even if the client has
    /// disconnected.
    /// </param>
    /// <param name="known">Recognizes lines without a terminator; null if the service cannot.</param>
    public async Task AnswerEachAsync(
        LineOptions options, Action<ReadOnlySpan<byte>, LineChannel> answer, Func<Task>? keep = null, IKnownMessages? known = null)
    {
        using var lines = new LineChannel(Wire, options, known, reportsLateEnds: true);
        WireException? gone = null;
        var unsent = 0;
        var dialect = Dialect.Auto;
        var answered = false;
        for (var line = await NextAsync(); !line.IsEnd; line = await NextAsync())
        {
            if (lines.Dialect != dialect)
            {
                dialect = lines.Dialect;
                LogDialect(lines);
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
                // The lines before this one still get their answers.
                malformed = error;
            }

            if (keep is null)
            {
                await lines.FlushAsync();
            }
            else
            {
                await keep();
                await SendAsync(count);
            }

            if (malformed is not null)
            {
                throw malformed;
            }

            if (keep is null)
            {
                // Only this method waits here; in a read, three would.
                await lines.WaitForDataAsync();
            }
        }

        if (gone is not null)
        {
            if (unsent > 0)
            {
                HostLog.Unanswered(Log, Client, unsent);
            }

            throw gone;
        }

        ValueTask<Line> NextAsync() => keep is null ? lines.ReadAsync() : NextOrRestAsync();

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        async ValueTask<Line> NextOrRestAsync()
        {
            try
            {
                return await lines.ReadAsync();
            }
            catch (WireException broken) when (broken.Reason != CloseReason.Malformed)
            {
                // What the client has sent of its last line counts as a line.
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
                catch (WireException broken)
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
                // A client that waits for the line end of its answer has already received the answer without it.
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
