using System.Diagnostics;
using System.Net.Sockets;
using Tincan.Bench.Processes;

namespace Tincan.Bench.Servers;

/// <summary>A server that listens on a port of its own.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly Child _child;
    private readonly Stopwatch _clock;

    private RunningServer(Child child, int port, Stopwatch clock)
    {
        _child = child;
        _clock = clock;
        Port = port;
    }

    public int Port { get; }

    /// <summary>As other programs take it.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>How long ago it was started.</summary>
    public TimeSpan Age => _clock.Elapsed;

    public TimeSpan KernelTime => _child.KernelTime;

    public TimeSpan ProcessorTime => _child.ProcessorTime;

    public long Resident => ProcessStatus.Resident(_child.Id);

    /// <summary>Starts a server, and waits until it listens.</summary>
    /// <param name="server">What to start.</param>
    /// <param name="scratch">Where its configuration file is written.</param>
    /// <param name="cores">The cores that it may use.</param>
    /// <param name="target">For a proxy, the address of its target.</param>
    public static async Task<RunningServer> StartAsync(Server server, Scratch scratch, string cores, string target = "")
    {
        var port = FreePort();
        var config = "";
        if (server.Config is not null)
        {
            config = scratch[$"{server.Name}-{port}.conf"];
            await File.WriteAllTextAsync(config, Fill(server.Config));
        }

        string[] command = [.. server.Words.Select(Fill)];
        var clock = Stopwatch.StartNew();
        var child = new Child(cores, command);
        child.IgnoreOutput();
        var running = new RunningServer(child, port, clock);
        try
        {
            await running.WaitAsync(server.Name);
            return running;
        }
        catch (BenchException)
        {
            await running.DisposeAsync();
            throw;
        }

        string Fill(string word) => word
            .Replace("{port}", $"{port}", StringComparison.Ordinal)
            .Replace("{target}", target, StringComparison.Ordinal)
            .Replace("{config}", config, StringComparison.Ordinal);
    }

    /// <summary>Ends it as an operator does.</summary>
    /// <returns>What it has said.</returns>
    public Task<string> StopAsync() => _child.StopAsync();

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private async Task WaitAsync(string name)
    {
        while (!Accepts(Port))
        {
            if (_child.HasExited)
            {
                throw await _child.FailureAsync();
            }

            if (Age > Patience)
            {
                throw new BenchException($"{name} does not listen after {Patience.TotalMinutes} minutes");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static bool Accepts(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
