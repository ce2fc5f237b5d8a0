using System.IO.Pipelines;
using Tincan.Cli.Telemetry;
using Tincan.Recording;

namespace Tincan.Cli.Web;

/// <summary>
/// Server-sent events for one viewer: <c>hello</c>, then messages with one row of the ladder per line (<see cref="RowWriter"/>), <c>lost</c> where events are
/// missing, and <c>end</c>. The id of a message is the number of its last event. If faults can be injected, <c>faults</c> lists the current ones, first and
/// after every change. <c>figures</c> has the metrics, every second.
/// </summary>
internal sealed class EventStream(EventFeed feed, PageInfo info, FaultDesk? desk, Figures figures, TimeProvider time)
{
    /// <summary>
    /// The maximum size of one message, in bytes as the feed counts them. The next message follows <see cref="Pause"/> later, so a viewer gets about 10 MB/s.
    /// More traffic than that does not slow the server.
    /// </summary>
    private const int MaxMessage = 512 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Writes until the feed has ended or the viewer has disconnected.</summary>
    /// <param name="from">The number of the first event to write.</param>
    /// <param name="output">The stream to the viewer. A flush waits while the viewer does not read.</param>
    /// <param name="cancel">Cancelled when the viewer disconnects.</param>
    public async Task WriteAsync(long from, PipeWriter output, CancellationToken cancel)
    {
        WriteHello(output);
        int[]? written = null;
        var measured = new FigureStream(figures, time);
        using var rows = new RowWriter(output);
        var next = 1L;
        while (true)
        {
            // Starts waiting before it reads, so that an event that arrives in between is not missed.
            var isOver = feed.IsOver;
            var (events, lost) = feed.Read(next, MaxMessage);
            if (lost > 0)
            {
                rows.Lost();
                WriteLost(next + lost, next + lost - Math.Max(next, from), output);
            }

            next += lost + events.Count;
            WriteRows(events, from, rows, output);
            if (events.Count > 0 && next <= from)
            {
                // A viewer that reconnects already has these rows, but the model needs them all to know whose turn it is.
                await Task.Yield();
                continue;
            }

            written = WriteFaults(written, output);
            measured.Write(output);
            if (isOver && events.Count == 0)
            {
                output.WriteEvent("end", []);
                await output.FlushAsync(cancel);
                return;
            }

            await output.FlushAsync(cancel);
            await Task.Delay(Pause, time, cancel);
            await WaitAsync(next, cancel);
        }
    }

    /// <summary>
    /// Waits for the next event, at most until the next figures are due. Writing them detects that a viewer has disconnected, and that a fault has expired,
    /// for which there is no event.
    /// </summary>
    private async Task WaitAsync(long next, CancellationToken cancel)
    {
        try
        {
            await feed.WaitAsync(next).WaitAsync(FigureStream.Pause, time, cancel);
        }
        catch (TimeoutException)
        {
            // Figures are due.
        }
    }

    private void WriteHello(PipeWriter output)
    {
        output.Write("retry: 1000\n"u8);
        output.WriteEvent("hello", new JsonObject
        {
            ["tincan-recording"] = RecordingFormat.Version,
            ["began"] = info.Began.UtcDateTime,
            ["by"] = "tincan",
            ["title"] = info.Title,
            ["place"] = info.Address,
            ["now"] = Math.Round((time.GetUtcNow() - info.Began).TotalSeconds, 6),
        });
    }

    /// <summary>Writes the current faults, if they have changed since the last time.</summary>
    /// <param name="written">The numbers that were written last; null for none yet.</param>
    /// <param name="output">The stream to the viewer.</param>
    /// <returns>The current numbers.</returns>
    private int[]? WriteFaults(int[]? written, PipeWriter output)
    {
        if (desk?.Faults is not { } faults)
        {
            return null;
        }

        int[] numbers = [.. faults.Select(static fault => fault.Number)];
        if (written is null || !numbers.SequenceEqual(written))
        {
            output.WriteEvent("faults", FaultAnswers.Describe(desk, faults));
        }

        return numbers;
    }

    private static void WriteLost(long before, long count, PipeWriter output)
    {
        if (count > 0)
        {
            output.WriteEvent("lost", new JsonObject { ["before"] = before, ["count"] = count });
        }
    }

    private static void WriteRows(IReadOnlyList<WireEvent> events, long from, RowWriter rows, PipeWriter output)
    {
        foreach (var happened in events)
        {
            if (happened.Number < from)
            {
                rows.Skip(happened);
            }
            else
            {
                rows.Write(happened);
            }
        }

        if (events.Count > 0 && events[^1].Number >= from)
        {
            output.Write(Encoding.UTF8.GetBytes($"id: {events[^1].Number}\n\n"));
        }
    }
}
