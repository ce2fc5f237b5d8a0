using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Tincan.Cli.Terminal;

/// <summary>
/// A server's log on standard error, a line an event. A handler never waits for it: lines are written by a task of their own, and if nobody
/// reads them they are dropped, counted, and the count is said.
/// </summary>
internal sealed class StderrLog : ILogger, IAsyncDisposable
{
    private const int MaxWaiting = 10_000;

    /// <summary>How long the lines that still wait may take when the program ends.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly LogLevel _level;
    private readonly TimeProvider _time;
    private readonly TextWriter _output;
    private readonly Channel<string> _lines;
    private readonly Task _writing;
    private int _dropped;

    public StderrLog(LogLevel level, TextWriter? output = null, TimeProvider? time = null)
    {
        _level = level;
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
            var cause = exception is null ? "" : $": {exception}";
            _lines.Writer.TryWrite($"{_time.GetLocalNow():HH:mm:ss.fff} {Word(logLevel)} {formatter(state, exception)}{cause}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        try
        {
            await _writing.WaitAsync(LastWords, _time);
        }
        catch (TimeoutException)
        {
            // Nobody reads standard error, and a server that was asked to stop must stop.
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
                    await _output.WriteLineAsync($"({dropped} log lines were dropped: standard error was not read fast enough)");
                }
            }
        }
        catch (IOException)
        {
            // Nobody reads standard error any more; the service goes on.
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        _ => "error",
    };
}
