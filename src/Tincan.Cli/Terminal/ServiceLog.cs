using System.Collections;
using Microsoft.Extensions.Logging;

namespace Tincan.Cli.Terminal;

/// <summary>The log of one service. Its name is a field of every event.</summary>
/// <param name="log">The log.</param>
/// <param name="service">The service's name.</param>
/// <param name="isOneOfMany">Whether other services write to the same log, so that the message needs the name too.</param>
internal sealed class ServiceLog(ILogger log, string service, bool isOneOfMany) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => log.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (log.IsEnabled(logLevel))
        {
            var fields = state as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
            log.Log(logLevel, eventId, new ServiceState(service, isOneOfMany, fields), exception, (_, error) => formatter(state, error));
        }
    }
}

/// <summary>The fields of an event, and which service it is about.</summary>
/// <param name="service">Its name: the attribute <c>tincan.service</c>, as in metrics.</param>
/// <param name="isOneOfMany">Whether other services write to the same log.</param>
/// <param name="fields">The others.</param>
internal sealed class ServiceState(string service, bool isOneOfMany, IReadOnlyList<KeyValuePair<string, object?>> fields)
    : IReadOnlyList<KeyValuePair<string, object?>>
{
    public string Service => service;

    public bool IsOneOfMany => isOneOfMany;

    public int Count => fields.Count + 1;

    public KeyValuePair<string, object?> this[int index] => index == 0 ? new("tincan.service", service) : fields[index - 1];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
