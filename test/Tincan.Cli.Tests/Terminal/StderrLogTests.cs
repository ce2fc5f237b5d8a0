using Microsoft.Extensions.Logging;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.Tests.Terminal;

public sealed class StderrLogTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly HumanLogForm Human = new(TimeZoneInfo.Utc);

    [Fact]
    public async Task A_line_has_time_level_and_message()
    {
        using var output = new GateWriter();
        output.Open();
        await using (var log = new StderrLog(LogLevel.Information, Human, output, new Noon()))
        {
            Send(log, LogLevel.Debug, "not asked for");
            Send(log, LogLevel.Information, "hello");
            Send(log, LogLevel.Warning, "careful");
        }

        Assert.Equal(["12:00:00.000 info  hello", "12:00:00.000 warn  careful"], output.Lines);
    }

    [Fact]
    public async Task None_says_nothing()
    {
        using var output = new GateWriter();
        output.Open();
        await using (var log = new StderrLog(LogLevel.None, Human, output))
        {
            Send(log, LogLevel.Critical, "even this");
        }

        Assert.Empty(output.Lines);
    }

    [Fact]
    public async Task Unread_lines_are_dropped_and_counted_without_waiting()
    {
        using var output = new GateWriter();
        await using (var log = new StderrLog(LogLevel.Information, Human, output))
        {
            Send(log, LogLevel.Information, "the first is in the writer's hand");
            await output.Reached.WaitAsync(Limit);
            for (var line = 0; line < 10_000 + 321; line++)
            {
                Send(log, LogLevel.Information, "x");
            }

            output.Open();
        }

        Assert.Contains(output.Lines, static line => line.EndsWith(" warn  321 log lines dropped: standard error was not read fast enough", StringComparison.Ordinal));
        Assert.Equal(10_000 + 2, output.Lines.Count);
    }

    [Fact]
    public async Task A_reader_that_goes_away_stops_nothing()
    {
        using var output = new GateWriter { Fails = true };
        output.Open();
        await using var log = new StderrLog(LogLevel.Information, Human, output);
        Send(log, LogLevel.Information, "one");
        Send(log, LogLevel.Information, "two");
        await log.DisposeAsync();
        Assert.Empty(output.Lines);
    }

    [Fact]
    public async Task A_reader_that_takes_nothing_does_not_hold_up_the_end()
    {
        using var output = new GateWriter();
        var log = new StderrLog(LogLevel.Information, Human, output);
        Send(log, LogLevel.Information, "never read");
        await log.DisposeAsync().AsTask().WaitAsync(Limit);
        Assert.Empty(output.Lines);
    }

    private static void Send(StderrLog log, LogLevel level, string message) =>
        log.Log(level, default, message, null, static (message, _) => message);

    private sealed class Noon : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    }

    /// <summary>An output that takes nothing until it is opened.</summary>
    private sealed class GateWriter : TextWriter
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Fails { get; init; }

        public List<string> Lines { get; } = [];

        public Task Reached => _reached.Task;

        public override Encoding Encoding => Encoding.UTF8;

        public void Open() => _open.TrySetResult();

        public override async Task WriteLineAsync(string? value)
        {
            _reached.TrySetResult();
            await _open.Task;
            if (Fails)
            {
                throw new IOException("broken pipe");
            }

            Lines.Add(value!);
        }
    }
}
