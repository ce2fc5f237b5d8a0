using Tincan.Wires;

namespace Tincan.Checks.Subjects;

/// <summary>A server that runs already: nobody here starts or ends it.</summary>
/// <param name="address">Where it listens.</param>
public sealed class AddressSubject(HostPort address) : ISubject
{
    /// <inheritdoc/>
    public bool CanRunSideBySide => false;

    /// <inheritdoc/>
    public Task<IRunningSubject> StartAsync(Stage stage, CancellationToken cancel) => Task.FromResult<IRunningSubject>(new Running(address));

    private sealed class Running(HostPort address) : IRunningSubject
    {
        public HostPort? Address => address;

        public Task<ProgramEnd> Ended { get; } = new TaskCompletionSource<ProgramEnd>().Task;

        public string Talk => "";

        public byte[]? Read(string name) => null;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
