using Tincan.Recording;

namespace Tincan.Cli.Terminal;

/// <summary>The events of a recording as they arrive, with a look at the clock while none does.</summary>
internal static class Arrivals
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    /// <summary>Gives each event, and null while it waits for the next one. A signal ends it, even where a read cannot be cut short.</summary>
    public static async IAsyncEnumerable<WireEvent?> ReadAsync(RecordingReader reader, Interrupt interrupt)
    {
        var events = reader.ReadAsync(CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        while (true)
        {
            var next = events.MoveNextAsync().AsTask();
            while (!next.IsCompleted)
            {
                yield return null;
                await Task.WhenAny(next, Task.Delay(Glance, TimeProvider.System, interrupt.Token));
                if (interrupt.Token.IsCancellationRequested && !await EndsAsync(next))
                {
                    // Standard input cannot be cut short: its read is left behind.
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

    /// <summary>A followed file gives what it still has once it was told to stop.</summary>
    private static async Task<bool> EndsAsync(Task next) =>
        await Task.WhenAny(next, Task.Delay(Glance, TimeProvider.System, CancellationToken.None)) == next;
}
