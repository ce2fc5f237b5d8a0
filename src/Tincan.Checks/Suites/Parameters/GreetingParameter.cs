using System.Text;
using Tincan.Checks.Running;
using Tincan.Checks.Running.Probing;

namespace Tincan.Checks.Suites.Parameters;

/// <summary>What a server says on accept that should wait until it is asked.</summary>
internal static class GreetingParameter
{
    public static readonly Parameter Greeting = new("greeting", "What the server sends on accept; none for nothing.", ReverseParameters.None)
    {
        Otherwise = "send nothing before the client has sent something",
    };

    /// <summary>What the server sends on accept; empty for nothing.</summary>
    public static string Of(CheckOptions options) => options.ValueOf(Greeting) is var text && text == ReverseParameters.None ? "" : text;

    /// <summary>Connects, and takes the greeting off, if there is one.</summary>
    /// <param name="trial">The case's.</param>
    public static async Task<Peer> ConnectAsync(Trial trial)
    {
        var peer = await trial.ConnectAsync();
        if (Of(trial.Options) is { Length: > 0 } greeting)
        {
            await peer.SkipAsync(greeting);
        }

        return peer;
    }

    /// <summary>Tells a probe what came on accept.</summary>
    /// <param name="prober">What is found goes there.</param>
    /// <param name="greeting">What came; empty for nothing.</param>
    public static void Judge(Prober prober, ReadOnlySpan<byte> greeting)
    {
        if (!greeting.IsEmpty)
        {
            prober.Differs(Greeting, Encoding.UTF8.GetString(greeting), $"it greets with {Prober.Shown(greeting)}");
        }
    }
}
