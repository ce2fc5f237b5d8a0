namespace Tincan.Checks.Targets;

/// <summary>A server that runs already: nobody here starts or ends it.</summary>
public sealed class AddressTarget(HostPort address) : ITarget
{
    /// <inheritdoc/>
    public bool CanRunSideBySide => false;

    /// <inheritdoc/>
    public Task<IRunningTarget> StartAsync(Stage stage, CancellationToken cancel) => Task.FromResult<IRunningTarget>(new Running(address));

    private sealed class Running(HostPort address) : IRunningTarget
    {
        public HostPort? Address => address;

        public Task<ProgramEnd> Ended { get; } = new TaskCompletionSource<ProgramEnd>().Task;

        public string Talk => "";

        public byte[]? Read(string name) => null;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
