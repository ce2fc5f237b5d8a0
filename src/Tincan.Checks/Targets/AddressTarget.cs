namespace Tincan.Checks.Targets;

/// <summary>A server that is already running. The check neither starts nor stops it.</summary>
public sealed class AddressTarget(HostPort address) : ITarget
{
    /// <inheritdoc/>
    public bool CanRunInParallel => false;

    /// <inheritdoc/>
    public Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel) => Task.FromResult<IRunningTarget>(new Running(address));

    private sealed class Running(HostPort address) : IRunningTarget
    {
        public HostPort? Address => address;

        public Task<ProgramExit> Exited { get; } = new TaskCompletionSource<ProgramExit>().Task;

        public string Output => "";

        public byte[]? Read(string name) => null;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
