using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;

namespace Tincan.Checks.Plays;

/// <summary>A client of a server that may send a greeting.</summary>
internal static class GreetedPeer
{
    /// <summary>Connects, and skips the greeting if the server sends one.</summary>
    public static async Task<Peer> ConnectAsync(CaseContext context)
    {
        var peer = await context.ConnectAsync();
        if (context.Options.ValueOf(GreetingParameter.Greeting) is { Length: > 0 } greeting)
        {
            await peer.SkipAsync(greeting);
        }

        return peer;
    }
}
