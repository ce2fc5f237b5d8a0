using System.Diagnostics;

namespace Tincan.Bench.Processes;

/// <summary>A process that is asked in lines and answers in lines.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _name;

    public Child(string[] command)
    {
        _name = string.Join(' ', command);
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>Processor time used so far, the kernel's on its behalf included.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public async Task<string> ReadLineAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        return await _process.StandardOutput.ReadLineAsync(limit.Token)
            ?? throw new BenchException($"a process ended before it had answered: {_name}");
    }

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
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
