using System.Threading.Channels;

namespace Tincan.Recording;

/// <summary>
/// A queue of events for a viewer's task, bounded in bytes, so that a connection never waits for a viewer. Events that do not fit are lost and
/// counted; the count is reported with the next event. An eighth is reserved for openings and endings, because without them a viewer would show
/// a connection as open forever.
/// </summary>
/// <param name="maxBytes">The size of the queue, in bytes.</param>
public sealed class EventBacklog(long maxBytes)
{
    // The approximate memory of an event besides its bytes.
    private const int EventSize = 256;

    private readonly Channel<(WireEvent? Event, long LostBefore)> _waiting =
        Channel.CreateUnbounded<(WireEvent? Event, long LostBefore)>(new() { SingleReader = true });

    private long _bytes;
    private long _lost;
    private long _lostUnreported;
    private int _nudged;

    /// <summary>The total number of lost events.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Adds an event, or counts it as lost if it does not fit.</summary>
    public void Add(WireEvent happened)
    {
        var most = happened.Bytes.IsEmpty ? maxBytes : maxBytes - (maxBytes / 8);
        if (Interlocked.Add(ref _bytes, SizeOf(happened)) > most)
        {
            Interlocked.Add(ref _bytes, -SizeOf(happened));
            Lose();
            return;
        }

        if (!_waiting.Writer.TryWrite((happened, Interlocked.Exchange(ref _lostUnreported, 0))))
        {
            Lose();
        }
    }

    /// <summary>Counts an event as lost.</summary>
    public void Lose()
    {
        Interlocked.Increment(ref _lost);
        Interlocked.Increment(ref _lostUnreported);
    }

    /// <summary>Wakes the viewer without an event, to check the clock: it takes null. At most one nudge is queued.</summary>
    public void Nudge()
    {
        if (Interlocked.Exchange(ref _nudged, 1) == 0)
        {
            _waiting.Writer.TryWrite((null, 0));
        }
    }

    /// <summary>Ends the queue.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>Waits until the queue has something.</summary>
    /// <returns>False if the queue is empty and has ended.</returns>
    public ValueTask<bool> WaitAsync() => _waiting.Reader.WaitToReadAsync();

    /// <summary>Takes an event (null for a nudge) and the number of events lost before it.</summary>
    public bool TryTake(out WireEvent? happened, out long lostBefore)
    {
        var any = _waiting.Reader.TryRead(out var next);
        (happened, lostBefore) = next;
        if (any && happened is null)
        {
            Volatile.Write(ref _nudged, 0);
        }
        else if (any)
        {
            Interlocked.Add(ref _bytes, -SizeOf(happened!));
        }

        return any;
    }

    /// <summary>Takes the number of events lost after the last one.</summary>
    public long TakeLost() => Interlocked.Exchange(ref _lostUnreported, 0);

    /// <summary>The remark shown where events are missing.</summary>
    public static WireEvent LostBefore(WireEvent next, long count) => Remark(next, $"{Events(count)} lost before this one: they came too fast");

    /// <summary>The remark shown at the end, if events are missing there.</summary>
    public static WireEvent LostAfter(WireEvent last, long count) => Remark(last, $"{Events(count)} lost after this one: they came too fast");

    private static string Events(long count) => count == 1 ? "1 event was" : $"{count} events were";

    private static int SizeOf(WireEvent happened) => EventSize + happened.Bytes.Length;

    private static WireEvent Remark(WireEvent beside, string text) => new()
    {
        Number = beside.Number,
        At = beside.At,
        Wall = beside.Wall,
        Kind = WireEventKind.Note,
        Text = text,
    };
}
