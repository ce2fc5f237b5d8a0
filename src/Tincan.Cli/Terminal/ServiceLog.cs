using Microsoft.Extensions.Logging;

namespace Tincan.Cli.Terminal;

/// <summary>The log of one of many services: its name stands before whatever is said.</summary>
internal sealed class ServiceLog(ILogger log, string name) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => log.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        log.Log(logLevel, eventId, state, exception, (said, error) => $"{name}: {formatter(said, error)}");
}
