using Tincan.Checks.Targets;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>A client in this process, as a target of a check.</summary>
/// <param name="run">Runs the client: connects, and writes its standard output.</param>
internal sealed class HostedClient(Func<Launch, Stream, CancellationToken, Task<int>> run) : ITarget
{
    public bool CanRunInParallel => true;

    public Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel) => Task.FromResult<IRunningTarget>(new Running(run, launch));

    private sealed class Running : IRunningTarget
    {
        private readonly CancellationTokenSource _killed = new();
        private readonly MemoryStream _output = new();
        private readonly string _folder;

        public Running(Func<Launch, Stream, CancellationToken, Task<int>> run, Launch launch)
        {
            _folder = launch.Folder;
            Exited = RunAsync(run, launch);
        }

        public HostPort? Address => null;

        public Task<ProgramExit> Exited { get; }

        public string Output => "";

        public byte[]? Read(string name) => TargetFolder.Read(_folder, name);

        public async ValueTask DisposeAsync()
        {
            await _killed.CancelOnContextAsync();
            await Exited;
            _killed.Dispose();
            await _output.DisposeAsync();
        }

        private async Task<ProgramExit> RunAsync(Func<Launch, Stream, CancellationToken, Task<int>> run, Launch launch)
        {
            try
            {
                var code = await run(launch, _output, _killed.Token);
                return new ProgramExit(code, _output.ToArray());
            }
            catch (OperationCanceledException)
            {
                return new ProgramExit(null, _output.ToArray());
            }
            catch (IOException)
            {
                // Like an uncaught exception in a program.
                return new ProgramExit(1, _output.ToArray());
            }
        }
    }
}
