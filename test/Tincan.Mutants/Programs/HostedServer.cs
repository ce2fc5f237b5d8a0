using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Checks;
using Tincan.Checks.Targets;
using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>A server in this process, as a target of a check.</summary>
/// <param name="make">Creates the server for a case.</param>
/// <param name="options">The options of its host. Defaults to the host's own.</param>
internal sealed class HostedServer(Func<Launch, IServer> make, HostOptions? options = null) : ITarget
{
    /// <summary>The case has ended when the host is stopped, so there is nothing to wait for.</summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromMilliseconds(50);

    private readonly HostOptions _options = (options ?? new HostOptions()) with { DrainTimeout = DrainTimeout };

    public bool CanRunInParallel => true;

    /// <summary>Whether the server fails to start again on the same port, like a server without SO_REUSEADDR. Defaults to false.</summary>
    public bool NeedsFreePort { get; init; }

    public async Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel)
    {
        if (NeedsFreePort && launch.Port is not null)
        {
            throw new CheckFailedException(FailureKind.Died, "the program ended before it listened (exit code 1)") { IsStartFailure = true };
        }

        var listener = await launch.Options.Network.ListenAsync(new HostPort("127.0.0.1", 0), cancel);
        return new Running(Host.Start(listener, make(launch), _options with { Time = launch.Options.Time }, NullLogger.Instance), launch.Folder);
    }

    private sealed class Running(Host host, string folder) : IRunningTarget
    {
        public HostPort Address { get; } = new("127.0.0.1", ((System.Net.IPEndPoint)host.LocalEndPoint).Port);

        HostPort? IRunningTarget.Address => Address;

        public Task<ProgramExit> Exited { get; } = new TaskCompletionSource<ProgramExit>().Task;

        public string Output => "";

        public byte[]? Read(string name) => TargetFolder.Read(folder, name);

        public ValueTask DisposeAsync() => host.DisposeAsync();
    }
}
