namespace Tincan.Drawing;

/// <summary>
/// Turns events into the rows of a ladder, one event at a time, live or from a recording. It keeps a few numbers per open connection, and no bytes.
/// </summary>
/// <param name="gap">The minimum length of a silence that gets a row. Defaults to null: one second.</param>
/// <param name="filter">The filter. Defaults to null: all rows. Hidden events still count for whose turn it is.</param>
public sealed class LadderModel(TimeSpan? gap = null, EventFilter? filter = null)
{
    private static readonly TimeSpan[] Reminders = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)];

    private readonly TimeSpan _gap = gap ?? TimeSpan.FromSeconds(1);
    private readonly EventFilter _filter = filter ?? EventFilter.All;
    private readonly SortedDictionary<int, ConnectionState> _open = [];
    private TimeSpan _now;

    /// <summary>The rows for an event: perhaps a silence before it, and itself.</summary>
    /// <param name="happened">The next event.</param>
    public IEnumerable<LadderRow> Add(WireEvent happened) => Next(happened) switch
    {
        ({ } silence, { } row) => [silence, row],
        (null, { } row) => [row],
        ({ } silence, null) => [silence],
        _ => [],
    };

    /// <summary>The rows for an event, without a list of them.</summary>
    internal (LadderRow? Silence, LadderRow? Row) Next(WireEvent happened)
    {
        _now = happened.At > _now ? happened.At : _now;
        if (happened.Connection == 0)
        {
            return (null, _filter.Matches(happened) ? Row(happened, null, []) : null);
        }

        var isFirst = !_open.TryGetValue(happened.Connection, out var state);
        state ??= _open[happened.Connection] = new ConnectionState { Last = happened.At, SilentSince = happened.At, NextReminder = _gap };
        (LadderRow? Silence, LadderRow? Row) rows = default;
        var silence = happened.At - state.SilentSince;
        if (silence - state.Reported >= _gap)
        {
            state.Reported = silence;
            if (_filter.MatchesSilence(happened.Connection))
            {
                rows.Silence = Silence(LadderRowKind.Gap, happened.Connection, state, silence);
            }
        }

        var parts = state.Turn.Add(happened);
        if (_filter.Matches(happened))
        {
            rows.Row = Row(happened, isFirst ? null : happened.At - state.Last, parts);
        }

        state.Last = happened.At;
        if (happened.Kind != WireEventKind.Fault)
        {
            // A fault event does not end a silence: nothing went over the wire.
            state.SilentSince = happened.At;
            state.Reported = TimeSpan.Zero;
            state.NextReminder = _gap;
        }

        if (happened.Kind == WireEventKind.Close)
        {
            _open.Remove(happened.Connection);
        }

        return rows;
    }

    /// <summary>The rows of a live view for silent connections: after the gap, after 5, 10 and 30 seconds, and each minute.</summary>
    /// <param name="now">The time since the recording began.</param>
    public IEnumerable<LadderRow> Tick(TimeSpan now)
    {
        _now = now > _now ? now : _now;
        foreach (var (connection, state) in _open)
        {
            var silence = now - state.SilentSince;
            if (silence < state.NextReminder || !ShowsSilence(connection, state))
            {
                continue;
            }

            state.NextReminder = Array.Find(Reminders, later => later > silence) is var next && next > TimeSpan.Zero
                ? next
                : TimeSpan.FromMinutes(Math.Floor(silence.TotalMinutes) + 1);
            yield return Silence(LadderRowKind.StillWaiting, connection, state, silence);
        }
    }

    /// <summary>The rows at the end of a recording: who waits on the open connections.</summary>
    public IEnumerable<LadderRow> End()
    {
        foreach (var (connection, state) in _open)
        {
            if (ShowsSilence(connection, state))
            {
                var row = Silence(LadderRowKind.StillWaiting, connection, state, _now - state.SilentSince);
                yield return row with { Text = $"the recording ends here; {row.Text}" };
            }
        }
    }

    /// <summary>Which end of a connection waits for the other, and how long it has been silent; null if both directions have ended.</summary>
    /// <param name="connection">The connection's number.</param>
    public (Wait Wait, TimeSpan Since)? WaitOn(int connection) =>
        _open.TryGetValue(connection, out var state) && !state.Turn.IsOver ? (state.Turn.Wait(), state.SilentSince) : null;

    /// <summary>Removes the oldest connections: if their last events were lost, nothing else does.</summary>
    /// <param name="most">The number of connections to keep.</param>
    public void Forget(int most)
    {
        foreach (var connection in _open.Keys.Take(_open.Count - most).ToList())
        {
            _open.Remove(connection);
        }
    }

    private bool ShowsSilence(int connection, ConnectionState state) => !state.Turn.IsOver && _filter.MatchesSilence(connection);

    private static LadderRow Row(WireEvent happened, TimeSpan? delta, IReadOnlyList<MessagePart> parts) => new()
    {
        Kind = EventText.KindOf(happened),
        Connection = happened.Connection,
        At = happened.At,
        Delta = delta,
        Event = happened,
        Parts = parts,
        Text = EventText.Of(happened, parts),
    };

    private static LadderRow Silence(LadderRowKind kind, int connection, ConnectionState state, TimeSpan silence)
    {
        var wait = state.Turn.Wait();
        return new LadderRow
        {
            Kind = kind,
            Connection = connection,
            At = state.SilentSince,
            Wait = wait,
            Silence = silence,
            Text = kind == LadderRowKind.Gap || silence > TimeSpan.Zero ? wait.Sentence(silence) : wait.WithoutTime,
        };
    }

    private sealed class ConnectionState
    {
        public Turn Turn { get; } = new();

        /// <summary>The time of the last event.</summary>
        public TimeSpan Last { get; set; }

        /// <summary>The beginning of the silence.</summary>
        public TimeSpan SilentSince { get; set; }

        /// <summary>The length of this silence in its last row. A fault event gets a row for the silence before it, if that is longer by a gap.</summary>
        public TimeSpan Reported { get; set; }

        /// <summary>The length at which the silence gets its next row in a live view.</summary>
        public TimeSpan NextReminder { get; set; }
    }
}
