using Tincan.Checks.Targets;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>How programs of this process connect: on the network of the check that they run in.</summary>
internal static class StageNetwork
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static Task<Wire> ConnectAsync(this Stage stage, WireAddress target, CancellationToken cancel) =>
        stage.Options.Network.ConnectAsync((HostPort)target, Timeout, cancel);

    /// <summary>Never ends by itself.</summary>
    public static Task HangAsync(this Stage stage, CancellationToken cancel) => Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, stage.Options.Time, cancel);
}
