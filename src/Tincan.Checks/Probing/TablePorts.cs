using System.Collections.Concurrent;
using Tincan.Checks.Parameters;

namespace Tincan.Checks.Probing;

/// <summary>Finds the hard-coded ports of a resolver's table servers: listens on each number in its source code, and sees where it connects.</summary>
internal static class TablePorts
{
    /// <summary>More numbers than in the source code of a resolver.</summary>
    private const int MaxNumbers = 50;

    /// <summary>Programs connect to both at the start, when they have a client, or when they have a name.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(3);

    public static async Task FindAsync(Prober prober, ReadOnlyMemory<byte> question)
    {
        var count = 0;
        var listening = new List<(int Port, WireListener Listener)>();
        var reached = new ConcurrentDictionary<int, bool>();
        try
        {
            foreach (var port in prober.HardCodedPorts.Take(MaxNumbers))
            {
                try
                {
                    listening.Add((port, await prober.Options.Network.ListenAsync(new HostPort("127.0.0.1", port), CancellationToken.None)));
                }
                catch (ConnectException)
                {
                    // The port of the program itself, or of another program.
                }
            }

            await prober.TryAsync(async context =>
            {
                count = context.Assignment.TableCount;
                using var over = CancellationTokenSource.CreateLinkedTokenSource(context.Cancel);
                var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var accepting = listening.Select(one => AcceptAsync(one.Port, one.Listener, over.Token)).ToList();
                await using var client = await context.ConnectAsync();
                await client.SendAsync(question);
                await both.Task.EndsWithinAsync(Wait, context.Options.Time, context.Cancel);
                await over.CancelOnContextAsync();
                await Task.WhenAll(accepting);

                async Task AcceptAsync(int port, WireListener listener, CancellationToken cancel)
                {
                    try
                    {
                        await using var wire = await listener.AcceptAsync(cancel);
                        reached[port] = true;
                        if (reached.Count >= count)
                        {
                            both.TrySetResult();
                        }

                        await Task.Delay(Timeout.InfiniteTimeSpan, context.Options.Time, cancel);
                    }
                    catch (OperationCanceledException)
                    {
                        // The probe has ended.
                    }
                }
            });
        }
        finally
        {
            foreach (var (_, listener) in listening)
            {
                await listener.DisposeAsync();
            }
        }

        if (listening.Select(static one => one.Port).Where(reached.ContainsKey).ToList() is var found && found.Count == count)
        {
            foreach (var (table, port) in found.Index())
            {
                prober.SetParameter(SharedParameters.Port(table), port.ToString(CultureInfo.InvariantCulture), $"it always connects to port {port}");
            }
        }
    }
}
