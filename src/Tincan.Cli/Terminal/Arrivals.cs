using Tincan.Recording;

namespace Tincan.Cli.Terminal;

/// <summary>The events of a recording as they arrive.</summary>
internal static class Arrivals
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Returns each event, and null every 250 ms while it waits for one. A signal ends it, even during a read that cannot be cancelled.</summary>
    public static async IAsyncEnumerable<WireEvent?> ReadAsync(RecordingReader reader, Interrupt interrupt)
    {
        var events = reader.ReadAsync(CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        while (true)
        {
            var next = events.MoveNextAsync().AsTask();
            while (!next.IsCompleted)
            {
                yield return null;
                await Task.WhenAny(next, Task.Delay(PollInterval, TimeProvider.System, interrupt.Token));
                if (interrupt.Token.IsCancellationRequested && !await EndsAsync(next))
                {
                    // A read of standard input cannot be cancelled, so it is abandoned.
                    yield break;
                }
            }

            if (!await next)
            {
                await events.DisposeAsync();
                yield break;
            }

            yield return events.Current;
        }
    }

    /// <summary>After the signal, a followed file still returns the rest of its events.</summary>
    private static async Task<bool> EndsAsync(Task next) =>
        await Task.WhenAny(next, Task.Delay(PollInterval, TimeProvider.System, CancellationToken.None)) == next;
}
