using Tincan.Checks.Parameters;
using Tincan.Checks.Trials;

namespace Tincan.Checks.Plays;

/// <summary>A client of a server that may greet.</summary>
internal static class GreetedPeer
{
    /// <summary>Connects, and reads the greeting if the server sends one.</summary>
    /// <param name="trial">The case's.</param>
    public static async Task<Peer> ConnectAsync(Trial trial)
    {
        var peer = await trial.ConnectAsync();
        if (GreetingParameter.Of(trial.Options) is { Length: > 0 } greeting)
        {
            await peer.SkipAsync(greeting);
        }

        return peer;
    }
}
