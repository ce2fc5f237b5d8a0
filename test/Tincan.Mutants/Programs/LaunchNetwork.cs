using Tincan.Checks.Targets;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>Connects programs in this process, on the network of their check.</summary>
internal static class LaunchNetwork
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static Task<Wire> ConnectAsync(this Launch launch, WireAddress target, CancellationToken cancel) =>
        launch.Options.Network.ConnectAsync((HostPort)target, Timeout, isNarrow: false, cancel);

    /// <summary>Never completes, unless it is cancelled.</summary>
    public static Task HangAsync(this Launch launch, CancellationToken cancel) => Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, launch.Options.Time, cancel);
}
