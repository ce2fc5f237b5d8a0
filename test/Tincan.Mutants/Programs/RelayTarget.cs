using Tincan.Checks.Targets;
using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>A reference program, and a server before it to which the cases connect.</summary>
/// <param name="reference">The program.</param>
/// <param name="make">Makes the server, from a way to connect to the program.</param>
/// <param name="options">The options of the server's host. Defaults to the host's own.</param>
internal sealed class RelayTarget(ITarget reference, Func<Func<CancellationToken, Task<Wire>>, IServer> make, HostOptions? options = null) : ITarget
{
    public bool CanRunInParallel => reference.CanRunInParallel;

    /// <summary>Whether it fails to start again on the same port. Defaults to false.</summary>
    public bool NeedsFreePort { get; init; }

    public Task WaitForPortAsync(CancellationToken cancel) => reference.WaitForPortAsync(cancel);

    public async Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel)
    {
        // The port of the launch is the one of the server before it.
        var program = await reference.StartAsync(launch with { Port = null }, cancel);
        try
        {
            var server = new HostedServer(started => make(stop => started.ConnectAsync(program.Address!, stop)), options) { NeedsFreePort = NeedsFreePort };
            return new Running(program, await server.StartAsync(launch, cancel));
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    private sealed class Running(IRunningTarget program, IRunningTarget server) : IRunningTarget
    {
        public HostPort? Address => server.Address;

        public Task<ProgramExit> Exited => program.Exited;

        public string Output => program.Output;

        public byte[] StandardOutput => program.StandardOutput;

        public bool IsBusy => program.IsBusy;

        public void ReleaseInput() => program.ReleaseInput();

        public byte[]? Read(string name) => program.Read(name);

        public async ValueTask DisposeAsync()
        {
            await server.DisposeAsync();
            await program.DisposeAsync();
        }
    }
}
