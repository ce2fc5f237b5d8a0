using System.ComponentModel;
using System.Diagnostics;

namespace Tincan.Acceptance.Support;

/// <summary>A process: what it is told, what it writes, how it ends. Ended by its id at the latest when the test is over.</summary>
internal sealed class Running : IAsyncDisposable
{
    /// <summary>The maximum number of characters of an output that a failed test shows.</summary>
    private const int MaxNoted = 8_000;

    private readonly Process _process;

    private Running(Process process)
    {
        _process = process;
        Out = new Gathered(process.StandardOutput.BaseStream);
        Error = new Gathered(process.StandardError.BaseStream);
    }

    public Gathered Out { get; }

    public Gathered Error { get; }

    public int Id => _process.Id;

    /// <summary>Where a server listens, as it says it.</summary>
    public string Where { get; private set; } = "";

    /// <summary>Where a server listens with TCP.</summary>
    public IPEndPoint Address { get; private set; } = new(IPAddress.None, 0);

    /// <summary>The port a server listens on, as a word.</summary>
    public string Port => Address.Port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    public static Running Start(string program, IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment = null)
    {
        // Under nohup, or in the background of a script, SIGINT and SIGHUP are ignored, and children inherit that.
        var how = new ProcessStartInfo("env", ["--default-signal=HUP,INT,PIPE,TERM", "--", program, .. args])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            how.Environment[name] = value;
        }

        try
        {
            return new Running(Process.Start(how)!);
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException($"'{program}' could not be started ({error.Message}); these tests need it", error);
        }
    }

    /// <summary>Waits for the first line of output, which must say where it listens, and nothing else.</summary>
    public async Task<Running> ListeningAsync()
    {
        var first = (await Out.UntilAsync("\n")).Split('\n')[0];
        Assert.StartsWith("listening on ", first, StringComparison.Ordinal);
        Where = first["listening on ".Length..];
        if (Where.StartsWith("unix:", StringComparison.Ordinal))
        {
            return this;
        }

        Address = IPEndPoint.Parse(Where);
        Assert.Equal($"listening on {Address}", first);
        Assert.NotEqual(0, Address.Port);
        return this;
    }

    /// <summary>Types text on its standard input, which stays open.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Types bytes on its standard input, which stays open.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(bytes).InTime();
            await _process.StandardInput.BaseStream.FlushAsync().InTime();
        }
        catch (IOException)
        {
            // It ended without reading all of its input, as some of these must.
        }
    }

    public void EndInput() => _process.StandardInput.BaseStream.Dispose();

    /// <summary>Waits until the program has taken SIGINT over: before that, the signal ends any program.</summary>
    public async Task HandlesSignalsAsync()
    {
        while (!File.ReadLines($"/proc/{Id}/status")
            .Any(static line => line.StartsWith("SigCgt:", StringComparison.Ordinal) && (Convert.ToUInt64(line[7..].Trim(), 16) & 0b10) != 0))
        {
            await Task.Yield();
        }
    }

    public void Interrupt() => Signal(2);

    public void Terminate() => Signal(15);

    /// <summary>Tells it to read its files again.</summary>
    public void HangUp() => Signal(1);

    /// <summary>Stops its reading and writing as Ctrl-Z would, until <see cref="Continue"/>.</summary>
    public void Freeze() => Signal(19);

    public void Continue() => Signal(18);

    /// <summary>Waits for its end.</summary>
    public async Task<Outcome> ExitAsync()
    {
        try
        {
            await _process.WaitForExitAsync().InTime();
        }
        catch (TimeoutException)
        {
            Assert.Fail($"it did not end; it wrote: {Out.Text} and said: {Error.Text}");
        }

        await Task.WhenAll(Out.Ended, Error.Ended).InTime();
        Note();
        return new Outcome(_process.ExitCode, Out.Bytes, Error.Text);
    }

    /// <summary>Writes the command and its result to the test output, which is shown when the test fails.</summary>
    private void Note() => TestContext.Current.TestOutputHelper?.WriteLine(
        $"$ {string.Join(' ', _process.StartInfo.ArgumentList.Skip(2))}\n{Shown(Out.Text)}{Shown(Error.Text)}exit code {_process.ExitCode}");

    private static string Shown(string text)
    {
        var plain = string.Concat(text.Select(static letter => char.IsControl(letter) && letter != '\n' ? '·' : letter));
        return plain.Length <= MaxNoted ? plain : $"{plain[..(MaxNoted / 2)]}\n[…]\n{plain[^(MaxNoted / 2)..]}";
    }

    /// <summary>How much memory it holds, in bytes.</summary>
    public long Resident()
    {
        var line = File.ReadLines($"/proc/{Id}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().InTime();
        }

        _process.Dispose();
    }

    private void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
