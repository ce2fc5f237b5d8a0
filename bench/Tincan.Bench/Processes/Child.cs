using System.Diagnostics;

namespace Tincan.Bench.Processes;

/// <summary>A process that the benchmark started on cores of its choice. It ends with this object, and so do its own children.</summary>
internal sealed class Child : IAsyncDisposable
{
    private const int MostSaid = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly string _command;
    private readonly StringBuilder _said = new();

    public Child(string cores, IReadOnlyList<string> command)
    {
        _command = string.Join(' ', command);
        _process = Process.Start(new ProcessStartInfo("taskset", ["-c", cores, .. command])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public TimeSpan KernelTime => ProcessStatus.KernelTime(Id);

    public TimeSpan ProcessorTime => ProcessStatus.ProcessorTime(Id);

    /// <summary>The next line of its standard output.</summary>
    /// <exception cref="BenchException">There is none.</exception>
    public async Task<string> ReadLineAsync()
    {
        return await InTimeAsync(_process.StandardOutput.ReadLineAsync(default).AsTask()) ?? throw await FailureAsync();
    }

    /// <summary>Throws away what it writes to standard output, so that it never waits for a reader.</summary>
    public void IgnoreOutput() => _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);

    public async Task WriteAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        _process.StandardInput.Close();
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="BenchException">It failed.</exception>
    public async Task WaitAsync()
    {
        await InTimeAsync(EndAsync());
        if (_process.ExitCode != 0)
        {
            throw await FailureAsync();
        }
    }

    /// <summary>Ends it with SIGTERM.</summary>
    /// <returns>What it has written to standard error, up to 4 KiB.</returns>
    public async Task<string> StopAsync()
    {
        Programs.Output("kill", "-TERM", $"{Id}");
        await InTimeAsync(EndAsync());
        lock (_said)
        {
            return _said.ToString();
        }
    }

    /// <summary>Why it ended.</summary>
    public async Task<BenchException> FailureAsync()
    {
        await _process.WaitForExitAsync();
        lock (_said)
        {
            return new BenchException($"{_command}\nended with exit code {_process.ExitCode}: {_said}");
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

    private async Task<bool> EndAsync()
    {
        await _process.WaitForExitAsync();
        return true;
    }

    private async Task<T> InTimeAsync<T>(Task<T> task)
    {
        try
        {
            return await task.WaitAsync(Patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            throw new BenchException($"{_command}\nhas done nothing for {Patience.TotalMinutes} minutes");
        }
    }

    private void Keep(string? line)
    {
        lock (_said)
        {
            if (line is not null && _said.Length < MostSaid)
            {
                _said.AppendLine(line);
            }
        }
    }
}
