using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Hosting;
using Tincan.Wires.Sockets;

namespace Tincan.Cli.Demo;

/// <summary>What the parts of the demo share: servers on free ports, the sample files, and the output.</summary>
internal sealed class DemoBench(string outputFolder, CancellationToken cancel)
{
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "samples");

    /// <summary>Whether all results so far are correct.</summary>
    public bool IsAllRight { get; private set; } = true;

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Cancel => cancel;

    /// <summary>A file of <c>samples/</c>.</summary>
    public static string Sample(string name) => Path.Combine(Samples, name);

    /// <summary>A file that the demo writes.</summary>
    public string Output(string name) => Path.Combine(outputFolder, name);

    /// <summary>Starts a server on a free port of 127.0.0.1.</summary>
    public async Task<Host> ServeAsync(IServer server)
    {
        var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0), cancel: cancel);
        return Host.Start(listener, server, options: null, NullLogger.Instance);
    }

    /// <summary>Connects to a server of this demo.</summary>
    public Task<Wire> ConnectAsync(Host host) => new Connector().ConnectAsync(Address(host), cancel);

    /// <summary>Where a server of this demo listens.</summary>
    public static HostPort Address(Host host)
    {
        var endPoint = (System.Net.IPEndPoint)host.LocalEndPoint;
        return new HostPort(endPoint.Address.ToString(), endPoint.Port);
    }

    /// <summary>Writes what a side has sent.</summary>
    public static void Show(string who, ReadOnlySpan<byte> what) => Console.Out.WriteLine($"  {who,-15} {Escape.ForTerminal(what)}");

    /// <summary>Writes a line.</summary>
    public static void Print(string what) => Console.Out.WriteLine($"  {what}");

    /// <summary>Writes whether a result is correct.</summary>
    public void Check(bool isRight, string what)
    {
        IsAllRight &= isRight;
        Console.Out.WriteLine(isRight ? $"  [ok] {what}" : $"  [WRONG] {what}");
    }

    /// <summary>Compares an output file with the one in <c>samples/expected</c>, byte for byte.</summary>
    public void CheckFile(string name)
    {
        var isRight = File.ReadAllBytes(Output(name)).AsSpan().SequenceEqual(File.ReadAllBytes(Sample(Path.Combine("expected", name))));
        Check(isRight, isRight ? $"{Output(name)} is as expected, byte for byte" : $"{Output(name)} differs from samples/expected/{name}");
    }
}
