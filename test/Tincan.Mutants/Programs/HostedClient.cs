using Tincan.Checks.Targets;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>A client of this process, to prove a suite with.</summary>
/// <param name="run">Runs it to its end: connects by itself, and writes what a program would write to standard output.</param>
internal sealed class HostedClient(Func<Stage, Stream, CancellationToken, Task<int>> run) : ITarget
{
    public bool CanRunSideBySide => true;

    public Task<IRunningTarget> StartAsync(Stage stage, CancellationToken cancel) => Task.FromResult<IRunningTarget>(new Running(run, stage));

    private sealed class Running : IRunningTarget
    {
        private readonly CancellationTokenSource _killed = new();
        private readonly MemoryStream _output = new();
        private readonly string _folder;

        public Running(Func<Stage, Stream, CancellationToken, Task<int>> run, Stage stage)
        {
            _folder = stage.Folder;
            Ended = RunAsync(run, stage);
        }

        public HostPort? Address => null;

        public Task<ProgramEnd> Ended { get; }

        public string Talk => "";

        public byte[]? Read(string name) => TargetFolder.Read(_folder, name);

        public async ValueTask DisposeAsync()
        {
            await _killed.CancelOnContextAsync();
            await Ended;
            _killed.Dispose();
            await _output.DisposeAsync();
        }

        private async Task<ProgramEnd> RunAsync(Func<Stage, Stream, CancellationToken, Task<int>> run, Stage stage)
        {
            try
            {
                var code = await run(stage, _output, _killed.Token);
                return new ProgramEnd(code, _output.ToArray());
            }
            catch (OperationCanceledException)
            {
                return new ProgramEnd(null, _output.ToArray());
            }
            catch (IOException)
            {
                // As a program that does not catch it.
                return new ProgramEnd(1, _output.ToArray());
            }
        }
    }
}
