using Tincan.Checks.Contexts;

namespace Tincan.Checks.Pages;

/// <summary>A server that the program under test calls, and that does what a transcript says. The program may use any number of connections.</summary>
/// <param name="context">The case's.</param>
internal sealed class PlayedUpstream(CaseContext context)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly List<Peer> _peers = [];

    /// <summary>The connection on which the program has asked last.</summary>
    private Peer? _asked;

    /// <summary>Whether the program has connected.</summary>
    public bool IsConnected => Peers.Count > 0;

    private IReadOnlyList<Peer> Peers
    {
        get
        {
            lock (_peers)
            {
                return [.. _peers];
            }
        }
    }

    /// <summary>Accepts the connections of the program to one of the servers.</summary>
    public Task ServeAsync(int table) => context.ServeTableAsync(table, async peer =>
    {
        lock (_peers)
        {
            _peers.Add(peer);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, context.Options.Time, context.Cancel);
    });

    /// <summary>The first connection on which something has come that was not looked at yet; null if nothing comes.</summary>
    public async Task<Peer?> AskedAsync(TimeSpan wait)
    {
        var began = context.Options.Time.GetTimestamp();
        do
        {
            foreach (var peer in Peers)
            {
                await peer.Incoming.ReceiveAvailableAsync();
                if (peer.Incoming.Count > 0)
                {
                    return _asked = peer;
                }
            }

            await Task.Delay(Pause, context.Options.Time, context.Cancel);
        }
        while (context.Options.Time.GetElapsedTime(began) < wait);
        return null;
    }

    /// <summary>The connection on which the server acts: the one that asked last, or else the newest; null if the program does not connect.</summary>
    public async Task<Peer?> CurrentAsync()
    {
        var began = context.Options.Time.GetTimestamp();
        while (!IsConnected && context.Options.Time.GetElapsedTime(began) < context.Options.AnswerTimeout)
        {
            await Task.Delay(Pause, context.Options.Time, context.Cancel);
        }

        return _asked ?? (Peers is [.., var newest] ? newest : null);
    }
}
