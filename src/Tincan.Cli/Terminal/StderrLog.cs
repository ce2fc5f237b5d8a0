using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Tincan.Cli.Terminal;

/// <summary>
/// A server's log on standard error, one line per event. A handler never waits for it: a background task writes the lines. If they are not read fast
/// enough, lines are dropped, and the log reports how many.
/// </summary>
internal sealed class StderrLog : ILogger, IAsyncDisposable
{
    private const int MaxWaiting = 10_000;

    /// <summary>How long writing the remaining lines may take when the program ends.</summary>
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(1);

    private readonly LogLevel _level;
    private readonly LogForm _form;
    private readonly TimeProvider _time;
    private readonly TextWriter _output;
    private readonly Channel<string> _lines;
    private readonly Task _writing;
    private int _dropped;

    public StderrLog(LogLevel level, LogForm form, TextWriter? output = null, TimeProvider? time = null)
    {
        _level = level;
        _form = form;
        _output = output ?? Console.Error;
        _time = time ?? TimeProvider.System;
        _lines = Channel.CreateBounded<string>(
            new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
            _ => Interlocked.Increment(ref _dropped));
        _writing = Task.Run(WriteAsync);
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= _level && logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            _lines.Writer.TryWrite(Passwords.Hidden(_form.Write(new LogEvent(_time.GetUtcNow(), logLevel, eventId, formatter(state, exception), state, exception))));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        try
        {
            await _writing.WaitAsync(FlushTimeout, _time);
        }
        catch (TimeoutException)
        {
            // Standard error is not read, and the server must stop all the same.
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync())
            {
                await _output.WriteLineAsync(line);
                if (Interlocked.Exchange(ref _dropped, 0) is var dropped and > 0)
                {
                    await _output.WriteLineAsync(_form.Write(Lost(dropped)));
                }
            }
        }
        catch (IOException)
        {
            // The reader of standard error has exited. The server goes on.
        }
    }

    /// <summary>Formatted here, because the queue was full.</summary>
    private LogEvent Lost(int count)
    {
        var caught = new CaughtEvent(_time);
        OperatorLog.Dropped(caught, count);
        return caught.Event!;
    }

    private sealed class CaughtEvent(TimeProvider time) : ILogger
    {
        public LogEvent? Event { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Event = new LogEvent(time.GetUtcNow(), logLevel, eventId, formatter(state, exception), state, exception);
    }
}
