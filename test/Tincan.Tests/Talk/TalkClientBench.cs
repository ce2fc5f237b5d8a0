using Tincan.Framing;
using Tincan.Protocols.Talk;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Talk;

/// <summary>A talk client on a memory wire with a fake clock; the test is the server.</summary>
internal sealed class TalkClientBench : IAsyncDisposable
{
    public TalkClientBench()
    {
        (var client, Server) = MemoryWire.CreatePair();
        Client = new ProbeWire(client);
    }

    public FakeClock Clock { get; } = new();

    public ProbeWire Client { get; }

    public MemoryWire Server { get; }

    public Task<TalkEnding> RunAsync(ScriptedTalker talker, Dialect dialect, TimeSpan greeting = default, TimeSpan linger = default) => TalkClient.RunAsync(
        Client, talker, new() { Lines = new() { Dialect = dialect, Time = Clock }, GreetingWait = greeting, LingerTimeout = linger });

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
