using Tincan.Recording;

namespace Tincan.Drawing;

/// <summary>
/// Turns events into the rows of a ladder, one event at a time: live, or from a recording. It holds a few numbers for each open connection, and
/// none of its bytes.
/// </summary>
/// <param name="gap">How long a silence is worth a row; null for one second.</param>
/// <param name="filter">Which rows are given; null for all. What is left out still counts for whose turn it is.</param>
public sealed class LadderModel(TimeSpan? gap = null, EventFilter? filter = null)
{
    private static readonly TimeSpan[] Patience = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)];

    private readonly TimeSpan _gap = gap ?? TimeSpan.FromSeconds(1);
    private readonly EventFilter _filter = filter ?? EventFilter.All;
    private readonly SortedDictionary<int, Seen> _open = [];
    private TimeSpan _now;

    /// <summary>The rows that an event adds: a silence before it, and itself.</summary>
    /// <param name="happened">The next event.</param>
    public IEnumerable<LadderRow> Add(WireEvent happened)
    {
        _now = happened.At > _now ? happened.At : _now;
        if (happened.Connection == 0)
        {
            return _filter.Matches(happened) ? [Row(happened, null, [])] : [];
        }

        var isFirst = !_open.TryGetValue(happened.Connection, out var seen);
        seen ??= _open[happened.Connection] = new Seen { Last = happened.At, Moved = happened.At, NextWord = _gap };
        var rows = new List<LadderRow>(2);
        var silence = happened.At - seen.Moved;
        if (silence - seen.Told >= _gap)
        {
            seen.Told = silence;
            if (_filter.MatchesSilence(happened.Connection))
            {
                rows.Add(Silence(LadderRowKind.Gap, happened.Connection, seen, silence));
            }
        }

        var parts = seen.Turn.Add(happened);
        if (_filter.Matches(happened))
        {
            rows.Add(Row(happened, isFirst ? null : happened.At - seen.Last, parts));
        }

        seen.Last = happened.At;
        if (happened.Kind != WireEventKind.Fault)
        {
            // Nothing moves on the wire when a fault is done: the silence goes on across it.
            seen.Moved = happened.At;
            seen.Told = TimeSpan.Zero;
            seen.NextWord = _gap;
        }

        if (happened.Kind == WireEventKind.Close)
        {
            _open.Remove(happened.Connection);
        }

        return rows;
    }

    /// <summary>What a live view should say of connections that are silent: at the gap, at 5, 10 and 30 seconds, and each minute.</summary>
    /// <param name="now">How long the recording has run.</param>
    public IEnumerable<LadderRow> Tick(TimeSpan now)
    {
        _now = now > _now ? now : _now;
        foreach (var (connection, seen) in _open)
        {
            var silence = now - seen.Moved;
            if (silence < seen.NextWord || !CanSpeakOf(connection, seen))
            {
                continue;
            }

            seen.NextWord = Array.Find(Patience, later => later > silence) is var next && next > TimeSpan.Zero
                ? next
                : TimeSpan.FromMinutes(Math.Floor(silence.TotalMinutes) + 1);
            yield return Silence(LadderRowKind.StillWaiting, connection, seen, silence);
        }
    }

    /// <summary>The end of a recording: who still waits on connections that were not closed.</summary>
    public IEnumerable<LadderRow> End()
    {
        foreach (var (connection, seen) in _open)
        {
            if (CanSpeakOf(connection, seen))
            {
                var row = Silence(LadderRowKind.StillWaiting, connection, seen, _now - seen.Moved);
                yield return row with { Text = $"here the recording ends; {row.Text}" };
            }
        }
    }

    /// <summary>Who waits for whom on a connection after the events so far, and since when it is silent; null where nobody can send any more.</summary>
    /// <param name="connection">The connection's number.</param>
    public (Wait Wait, TimeSpan Since)? WaitOn(int connection) =>
        _open.TryGetValue(connection, out var seen) && !seen.Turn.IsOver ? (seen.Turn.Wait(), seen.Moved) : null;

    /// <summary>Forgets the oldest connections. Where events were lost, nothing else removes those whose end was among them.</summary>
    /// <param name="most">How many connections stay.</param>
    public void Forget(int most)
    {
        foreach (var connection in _open.Keys.Take(_open.Count - most).ToList())
        {
            _open.Remove(connection);
        }
    }

    private bool CanSpeakOf(int connection, Seen seen) => !seen.Turn.IsOver && _filter.MatchesSilence(connection);

    private static LadderRow Row(WireEvent happened, TimeSpan? delta, IReadOnlyList<MessagePart> parts) => new()
    {
        Kind = LadderWords.KindOf(happened),
        Connection = happened.Connection,
        At = happened.At,
        Delta = delta,
        Event = happened,
        Parts = parts,
        Text = LadderWords.Of(happened, parts),
    };

    private static LadderRow Silence(LadderRowKind kind, int connection, Seen seen, TimeSpan silence)
    {
        var wait = seen.Turn.Wait();
        return new LadderRow
        {
            Kind = kind,
            Connection = connection,
            At = seen.Moved,
            Wait = wait,
            Silence = silence,
            Text = kind == LadderRowKind.Gap || silence > TimeSpan.Zero ? wait.Sentence(silence) : wait.WithoutTime,
        };
    }

    private sealed class Seen
    {
        public Turn Turn { get; } = new();

        /// <summary>When the row before was.</summary>
        public TimeSpan Last { get; set; }

        /// <summary>Since when it is silent.</summary>
        public TimeSpan Moved { get; set; }

        /// <summary>How much of this silence has a row already, before a fault in it. Once it is longer by a gap, it is told again, from its beginning.</summary>
        public TimeSpan Told { get; set; }

        /// <summary>How long a silence must be before a live view speaks of it (again).</summary>
        public TimeSpan NextWord { get; set; }
    }
}
