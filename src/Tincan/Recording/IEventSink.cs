namespace Tincan.Recording;

/// <summary>Receives events as they happen: a file, a live view, a test.</summary>
public interface IEventSink
{
    /// <summary>
    /// Whether it uses an event after <see cref="Take"/> has returned. If no sink does, the bytes of an event are those of the connection, and valid only until
    /// then. Defaults to true: the bytes are copied, and never change.
    /// </summary>
    bool KeepsEvents => true;

    /// <summary>
    /// Receives an event, on the thread where it happened, from many connections at once. It must not block or throw.
    /// </summary>
    /// <param name="happened">The event, which never changes.</param>
    void Take(WireEvent happened);

    /// <summary>
    /// Completes when connections may go on: each waits for this before it moves bytes. Defaults to at once. A sink that makes them wait must end the wait
    /// if what it waits for does not come.
    /// </summary>
    Task CaughtUpAsync() => Task.CompletedTask;
}
