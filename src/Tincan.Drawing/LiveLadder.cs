using Tincan.Recording;

namespace Tincan.Drawing;

/// <summary>
/// Draws a ladder while it happens, on a task of its own: no conversation waits for the one who watches. What comes faster than it can be shown
/// is lost, counted, and the count stands where it is missing.
/// </summary>
public sealed class LiveLadder : IEventSink, IAsyncDisposable
{
    /// <summary>How many bytes of events may wait to be drawn.</summary>
    public const int MaxWaiting = 8 * 1024 * 1024;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    // A reader that stopped reading must not keep the program from ending.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly EventBacklog _waiting;
    private readonly LadderWriter _ladder;
    private readonly Func<TimeSpan> _elapsed;
    private readonly TimeProvider _time;
    private readonly ITimer _glances;
    private readonly Task _drawing;

    /// <summary>Begins to draw.</summary>
    /// <param name="output">Where to; it stays open.</param>
    /// <param name="elapsed">How long the recording has run.</param>
    /// <param name="options">How; null for 80 columns of plain UTF-8.</param>
    /// <param name="time">The clock by which silences are noticed; null for the system's.</param>
    /// <param name="maxWaiting">How many bytes of events may wait.</param>
    public LiveLadder(
        TextWriter output, Func<TimeSpan> elapsed, LadderOptions? options = null, TimeProvider? time = null, long maxWaiting = MaxWaiting)
    {
        _waiting = new EventBacklog(maxWaiting);
        _ladder = new LadderWriter(output, options);
        _elapsed = elapsed;
        _time = time ?? TimeProvider.System;
        _glances = _time.CreateTimer(static queue => ((EventBacklog)queue!).Nudge(), _waiting, Glance, Glance);
        _drawing = Task.Run(DrawAsync);
    }

    /// <summary>How many events were not drawn.</summary>
    public long Dropped => _waiting.Lost;

    /// <inheritdoc/>
    public void Take(WireEvent happened) => _waiting.Add(happened);

    /// <summary>Draws what waits, and ends; but does not wait long for a reader that does not read.</summary>
    public async ValueTask DisposeAsync()
    {
        await _glances.DisposeAsync();
        _waiting.Complete();
        try
        {
            await _drawing.WaitAsync(Farewell, _time);
        }
        catch (TimeoutException)
        {
            // Nobody takes what is drawn.
        }
    }

    private async Task DrawAsync()
    {
        try
        {
            _ladder.Begin();
            WireEvent? last = null;
            while (await _waiting.WaitAsync())
            {
                while (_waiting.TryTake(out var happened, out var lostBefore))
                {
                    if (happened is null)
                    {
                        _ladder.Tick(_elapsed());
                        continue;
                    }

                    if (lostBefore > 0)
                    {
                        _ladder.Write(EventBacklog.LostBefore(happened, lostBefore));
                    }

                    _ladder.Write(happened);
                    last = happened;
                }
            }

            if (last is not null && _waiting.TakeLost() is var lostAfter and > 0)
            {
                _ladder.Write(EventBacklog.LostAfter(last, lostAfter));
            }
        }
        catch (IOException)
        {
            // Nobody watches any more; the conversations go on, and what still comes is counted as lost when the queue is full.
        }
    }
}
