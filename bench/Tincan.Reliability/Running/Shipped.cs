using System.Diagnostics;
using System.Reflection;

namespace Tincan.Reliability;

/// <summary>The program that people run, as a process of its own.</summary>
internal sealed class Shipped : IAsyncDisposable
{
    private const string Listening = "listening on ";
    private const int MaxSaid = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private Shipped(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Receive(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>The program that the environment names (eng/test: the native one), or else the portable one.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("TINCAN_UNDER_TEST") ?? System.IO.Path.GetFullPath(
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(static one => one.Key == "Program").Value!);

    /// <summary>Where a server listens.</summary>
    public IPEndPoint Address { get; private set; } = new(IPAddress.None, 0);

    public int Id => _process.Id;

    /// <summary>What it has said on standard error, up to 1 MiB.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Starts a server, and waits until it listens.</summary>
    public static Task<Shipped> ServeAsync(params string[] words) => ListenAsync(Start(words), words);

    /// <summary>Starts a server by way of another program, such as one that enters a network namespace, and waits until it listens.</summary>
    public static Task<Shipped> ServeByAsync(IReadOnlyList<string> by, params string[] words) =>
        ListenAsync(new Shipped(Process.Start(Piped(by[0], [.. by.Skip(1), Path, .. words]))!), words);

    /// <summary>Runs it to its end by way of another program.</summary>
    public static Task<(int Code, string Text, string Said)> RunByAsync(IReadOnlyList<string> by, CancellationToken cancel, params string[] words) =>
        RunAsync(Piped(by[0], [.. by.Skip(1), Path, .. words]), "", cancel);

    /// <summary>Runs it to its end.</summary>
    public static Task<(int Code, string Text, string Said)> PipeAsync(string input, CancellationToken cancel, params string[] words) =>
        RunAsync(Piped(Path, words), input, cancel);

    /// <summary>Starts it.</summary>
    public static Shipped Start(params string[] words) => new(Process.Start(Piped(Path, words))!);

    private static async Task<Shipped> ListenAsync(Shipped server, string[] words)
    {
        using var limit = new CancellationTokenSource(Patience);
        if (await server._process.StandardOutput.ReadLineAsync(limit.Token) is { } line && line.StartsWith(Listening, StringComparison.Ordinal))
        {
            server.Address = IPEndPoint.Parse(line[Listening.Length..]);
            return server;
        }

        await server.DisposeAsync();
        throw new InvalidOperationException($"'tincan {string.Join(' ', words)}' does not listen: {server.Said}");
    }

    /// <summary>How much memory it holds, in bytes.</summary>
    public long Resident()
    {
        var line = File.ReadLines($"/proc/{Id}/status").First(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>How many TCP sockets it has open. Of what else it has open, the runtime opens some when it first needs it.</summary>
    public int Sockets()
    {
        var known = ((string[])["tcp", "tcp6"])
            .SelectMany(table => File.ReadLines($"/proc/{Id}/net/{table}").Skip(1))
            .Select(static line => $"socket:[{line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[9]}]")
            .ToHashSet(StringComparer.Ordinal);
        return Directory.EnumerateFileSystemEntries($"/proc/{Id}/fd").Count(one => LinkTarget(one) is { } target && known.Contains(target));
    }

    /// <summary>Waits until it has so many sockets; false if it does not come to that.</summary>
    public Task<bool> HasAsync(Func<int, bool> sockets, TimeSpan within) => ComesToAsync(() => sockets(Sockets()), within);

    /// <summary>Waits until it has said something; false if it does not.</summary>
    public Task<bool> SaysAsync(string text, TimeSpan within) => ComesToAsync(() => Said.Contains(text, StringComparison.Ordinal), within);

    /// <summary>Asks it to end (SIGTERM), and waits for that.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
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

    private static async Task<(int Code, string Text, string Said)> RunAsync(ProcessStartInfo how, string input, CancellationToken cancel)
    {
        await using var run = new Shipped(Process.Start(how)!);
        try
        {
            await run._process.StandardInput.WriteAsync(input.AsMemory(), cancel);
            run._process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of its input.
        }

        var text = await run._process.StandardOutput.ReadToEndAsync(cancel);
        await run._process.WaitForExitAsync(cancel);
        return (run._process.ExitCode, text, run.Said);
    }

    private static async Task<bool> ComesToAsync(Func<bool> what, TimeSpan within)
    {
        var began = Stopwatch.GetTimestamp();
        while (!what())
        {
            if (Stopwatch.GetElapsedTime(began) > within)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return true;
    }

    /// <summary>
    /// Limits generation 0 of the garbage collector to 16 MiB. By default it is as large as the processor's cache, up to hundreds of MiB, and resident memory would rise
    /// for minutes until the first collection.
    /// </summary>
    private static ProcessStartInfo Piped(string program, IEnumerable<string> words) => new(program, words)
    {
        Environment = { ["DOTNET_GCgen0size"] = "1000000" },
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (IOException)
        {
            // Closed since it was listed.
            return null;
        }
    }

    private void Receive(string? line)
    {
        lock (_said)
        {
            if (line is not null && _said.Length < MaxSaid)
            {
                _said.AppendLine(line);
            }
        }
    }
}
