using Tincan.Checks.Targets;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>How programs of this process connect: on the network of the check that they run in.</summary>
internal static class LaunchNetwork
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static Task<Wire> ConnectAsync(this Launch launch, WireAddress target, CancellationToken cancel) =>
        launch.Options.Network.ConnectAsync((HostPort)target, Timeout, cancel);

    /// <summary>Never ends by itself.</summary>
    public static Task HangAsync(this Launch launch, CancellationToken cancel) => Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, launch.Options.Time, cancel);
}
