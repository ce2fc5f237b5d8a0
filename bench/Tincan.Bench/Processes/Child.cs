using System.Diagnostics;

namespace Tincan.Bench.Processes;

/// <summary>A process that is asked in lines and answers in lines.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _name;
    private readonly StreamReader _answers;

    /// <summary>Starts it.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="onError">It answers on standard error.</param>
    public Child(string[] command, bool onError = false)
    {
        _name = string.Join(' ', command);
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = onError,
        })!;
        _answers = onError ? _process.StandardError : _process.StandardOutput;
    }

    /// <summary>Processor time used so far by it and the processes it started, the kernel's on their behalf included.</summary>
    public TimeSpan ProcessorTime => Family.ProcessorTime(_process.Id);

    public async Task<string> ReadLineAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        return await _answers.ReadLineAsync(limit.Token)
            ?? throw new BenchException($"a process ended before it had answered: {_name}");
    }

    /// <summary>Throws away what it still says, so that it never waits for a reader.</summary>
    public void Ignore() => _ = _answers.ReadToEndAsync();

    public async Task TellAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public async Task WaitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        if (_process.ExitCode != 0)
        {
            throw new BenchException($"exit code {_process.ExitCode}: {_name}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
