namespace Tincan.Drawing;

/// <summary>
/// Draws a ladder live, on a task of its own, so that no connection waits for the output. Events that do not fit into its queue are lost, and their number
/// is shown where they are missing.
/// </summary>
public sealed class LiveLadder : IEventSink, IAsyncDisposable
{
    /// <summary>The default size of the queue, in bytes.</summary>
    public const int MaxWaiting = 8 * 1024 * 1024;

    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(250);

    // A reader that has stopped reading must not keep the program from exiting.
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly EventBacklog _waiting;
    private readonly LadderWriter _ladder;
    private readonly Func<TimeSpan> _elapsed;
    private readonly TimeProvider _time;
    private readonly ITimer _ticks;
    private readonly Task _drawing;

    /// <summary>Begins to draw.</summary>
    /// <param name="output">The output, which is not disposed.</param>
    /// <param name="elapsed">Returns the time since the recording began.</param>
    /// <param name="options">The options. Defaults to null: the default options.</param>
    /// <param name="time">The clock. Defaults to the system's.</param>
    /// <param name="maxWaiting">The size of the queue, in bytes. Defaults to <see cref="MaxWaiting"/>.</param>
    public LiveLadder(
        TextWriter output, Func<TimeSpan> elapsed, LadderOptions? options = null, TimeProvider? time = null, long maxWaiting = MaxWaiting)
    {
        _waiting = new EventBacklog(maxWaiting);
        _ladder = new LadderWriter(output, options);
        _elapsed = elapsed;
        _time = time ?? TimeProvider.System;
        _ticks = _time.CreateTimer(static queue => ((EventBacklog)queue!).Nudge(), _waiting, TickInterval, TickInterval);
        _drawing = Task.Run(DrawAsync);
    }

    /// <summary>The number of lost events.</summary>
    public long Dropped => _waiting.Lost;

    /// <inheritdoc/>
    public void Take(WireEvent happened) => _waiting.Add(happened);

    /// <summary>Draws what is in the queue, and ends. Waits at most 2 s if the output is blocked.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ticks.DisposeAsync();
        _waiting.Complete();
        try
        {
            await _drawing.WaitAsync(CloseTimeout, _time);
        }
        catch (TimeoutException)
        {
            // The output is blocked.
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
            // The output is closed. Connections go on; further events fill the queue, and then count as lost.
        }
    }
}
