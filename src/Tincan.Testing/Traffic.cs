using Microsoft.Extensions.Logging;
using Tincan.Drawing;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Testing;

/// <summary>What has gone over the connections of an endpoint. Its text is the ladder, for the message of a test that fails.</summary>
public sealed class Traffic : IEventSink, ILogger
{
    private readonly Lock _gate = new();
    private readonly List<WireEvent> _events = [];
    private readonly List<string> _problems = [];
    private readonly List<(Func<WireEvent, bool> Is, TaskCompletionSource<WireEvent> Came)> _awaited = [];

    internal Traffic()
    {
    }

    /// <summary>All events so far, in their order: connections, bytes, faults, ends.</summary>
    public IReadOnlyList<WireEvent> Events => Copy(_events);

    /// <summary>What the faults did so far.</summary>
    public IReadOnlyList<WireEvent> Faults => [.. Events.Where(static one => one.Kind == WireEventKind.Fault)];

    /// <summary>Where a client has sent what the page of the stub does not expect. <see cref="WireEvent.Text"/> says what it does expect.</summary>
    public IReadOnlyList<WireEvent> Departures => [.. Events.Where(static one => one.By == WireEvent.ByPage)];

    /// <summary>What has gone wrong in the endpoint itself: exceptions of a function that answers, a target that cannot be reached, broken connections.</summary>
    public IReadOnlyList<string> Problems => Copy(_problems);

    /// <summary>All bytes of a direction so far.</summary>
    /// <param name="direction">The direction.</param>
    /// <param name="connection">The connection, numbered from 1 in the order in which they were opened.</param>
    public byte[] Bytes(Direction direction, int connection = 1) =>
        [.. Events.Where(one => one.Kind is WireEventKind.Receive or WireEventKind.Send
            && one.Direction == direction && one.Connection == connection).SelectMany(static one => one.Bytes.ToArray())];

    /// <summary>Waits for an event, which may have happened already.</summary>
    /// <param name="condition">Whether it is this one. It is called on the threads of the connections.</param>
    /// <param name="limit">The longest time to wait; null: ten seconds.</param>
    /// <exception cref="TimeoutException">It did not happen. The message shows what happened.</exception>
    public async Task<WireEvent> WaitForAsync(Func<WireEvent, bool> condition, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var came = new TaskCompletionSource<WireEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_events.Find(one => condition(one)) is { } happened)
            {
                return happened;
            }

            _awaited.Add((condition, came));
        }

        try
        {
            return await came.Task.WaitAsync(limit ?? TimeSpan.FromSeconds(10));
        }
        catch (TimeoutException late)
        {
            came.TrySetCanceled();
            throw new TimeoutException($"what the test waits for did not happen. What happened:{Environment.NewLine}{this}", late);
        }
    }

    /// <summary>The ladder: who sent what, when, and how it ended; and the problems.</summary>
    public override string ToString() =>
        string.Join(Environment.NewLine, Ladder.Draw(Events).Concat(Problems.Select(static problem => $"problem: {problem}")));

    /// <inheritdoc/>
    void IEventSink.Take(WireEvent happened)
    {
        lock (_gate)
        {
            _events.Add(happened);
            foreach (var (isIt, came) in _awaited)
            {
                try
                {
                    if (isIt(happened))
                    {
                        came.TrySetResult(happened);
                    }
                }
                catch (Exception error)
                {
                    // The condition is the test's, and the connection must not end for its error.
                    came.TrySetException(error);
                }
            }

            _awaited.RemoveAll(static one => one.Came.Task.IsCompleted);
        }
    }

    /// <inheritdoc/>
    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning)
        {
            lock (_gate)
            {
                _problems.Add(exception is null ? formatter(state, exception) : $"{formatter(state, exception)}: {exception.Message}");
            }
        }
    }

    /// <inheritdoc/>
    bool ILogger.IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    /// <inheritdoc/>
    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    private List<T> Copy<T>(List<T> list)
    {
        lock (_gate)
        {
            return [.. list];
        }
    }
}
