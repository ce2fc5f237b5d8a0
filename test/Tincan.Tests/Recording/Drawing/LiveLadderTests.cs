using Tincan.Drawing;
using Tincan.Recording;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Recording.Drawing;

public sealed class LiveLadderTests
{
    [Fact]
    public async Task It_draws_what_a_ladder_of_the_recording_shows()
    {
        using var screen = new Screen();
        var tape = Tapes.HalfClose();
        await using (var ladder = new LiveLadder(screen, () => TimeSpan.Zero, time: new FakeClock()))
        {
            foreach (var happened in tape.Events)
            {
                ladder.Take(happened);
            }
        }

        Assert.Equal(Ladder.Draw(tape.Events), screen.Lines);
    }

    [Fact]
    public async Task It_tells_who_waits_while_they_wait()
    {
        using var screen = new Screen();
        var clock = new FakeClock();
        await using var ladder = new LiveLadder(screen, () => clock.Now, time: clock);
        foreach (var happened in Tape.OfLines().Open().Client("HELLO").Events)
        {
            ladder.Take(happened);
        }

        await screen.WhenAsync("HELLO");
        clock.Advance(TimeSpan.FromSeconds(1));

        await screen.WhenAsync("both wait: 1.0 s");
    }

    [Fact]
    public async Task A_stuck_screen_loses_events_and_counts_them_but_delays_no_connection()
    {
        using var screen = new Screen { IsStuck = true };
        var ladder = new LiveLadder(screen, () => TimeSpan.Zero, time: new FakeClock(), maxWaiting: 10_000);
        var tape = Tape.OfLines().Open();
        for (var count = 0; count < 1000; count++)
        {
            tape.Client("x\n");
        }

        foreach (var happened in tape.Events)
        {
            ladder.Take(happened);
        }

        Assert.InRange(ladder.Dropped, 900, 999);
        screen.IsStuck = false;
        await ladder.DisposeAsync();

        Assert.Contains(screen.Lines, line => line.Contains($"{ladder.Dropped} events were lost after this one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Endings_are_drawn_even_where_segments_are_lost()
    {
        using var screen = new Screen { IsStuck = true };
        await using (var ladder = new LiveLadder(screen, () => TimeSpan.Zero, time: new FakeClock(), maxWaiting: 10_000))
        {
            var tape = Tape.OfLines().Open();
            for (var count = 0; count < 1000; count++)
            {
                tape.Client("x\n");
            }

            foreach (var happened in tape.Fin(Direction.ToServer).Fin(Direction.ToClient).Close(CloseReason.PeerFinished).Events)
            {
                ladder.Take(happened);
            }

            screen.IsStuck = false;
        }

        Assert.Contains("closed: the peer finished first", screen.Lines[^1], StringComparison.Ordinal);
        Assert.Contains(screen.Lines, static line => line.Contains("events were lost before this one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_screen_that_is_stuck_forever_does_not_keep_the_program_from_ending()
    {
        using var screen = new Screen { IsStuck = true };
        var clock = new FakeClock();
        var ladder = new LiveLadder(screen, () => TimeSpan.Zero, time: clock);

        var ending = ladder.DisposeAsync().AsTask();
        await clock.WhenTimerAsync(TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromSeconds(2));

        await ending.InTime();
        screen.IsStuck = false;
    }

    [Fact]
    public async Task A_screen_that_is_gone_is_no_failure()
    {
        using var screen = new Screen { IsGone = true };
        await using var ladder = new LiveLadder(screen, () => TimeSpan.Zero, time: new FakeClock());

        ladder.Take(Tape.OfLines().Open().Events[0]);
    }

    /// <summary>A terminal that may be stuck or gone.</summary>
    private sealed class Screen : TextWriter
    {
        private readonly List<string> _lines = [];
        private readonly ManualResetEventSlim _taking = new(initialState: true);
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Encoding Encoding => Encoding.UTF8;

        public bool IsGone { get; init; }

        public bool IsStuck
        {
            get => !_taking.IsSet;
            set
            {
                if (value)
                {
                    _taking.Reset();
                }
                else
                {
                    _taking.Set();
                }
            }
        }

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public override void WriteLine(string? value)
        {
            _taking.Wait(Bounded.Limit);
            if (IsGone)
            {
                throw new IOException("Broken pipe");
            }

            lock (_lines)
            {
                _lines.Add(value!);
                var changed = _changed;
                _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
                changed.SetResult();
            }
        }

        public async Task WhenAsync(string text)
        {
            while (true)
            {
                Task changed;
                lock (_lines)
                {
                    if (_lines.Exists(line => line.Contains(text, StringComparison.Ordinal)))
                    {
                        return;
                    }

                    changed = _changed.Task;
                }

                await changed.InTime();
            }
        }
    }
}
