using Tincan.Faults.InForce;
using Tincan.Framing;
using Tincan.Recording;
using Tincan.Wires;

namespace TestingUnderFaults;

/// <summary>A thermometer in memory, whose end of the connection obeys a fault plan.</summary>
internal sealed class Thermometer : IAsyncDisposable
{
    private readonly FaultyWire _end;
    private readonly Task _serving;

    private Thermometer(Wire client, FaultyWire end)
    {
        Connection = new WireStream(client);
        _end = end;
        _serving = ServeAsync(end);
    }

    /// <summary>What the client speaks over.</summary>
    public Stream Connection { get; }

    public static Thermometer Start(FaultInjector faults)
    {
        var (client, server) = MemoryWire.CreatePair();
        return new Thermometer(client, faults.Wrap(server, ObservedSide.Server, MessageCodec.Lines));
    }

    /// <summary>Answers each line that is asked until the client hangs up.</summary>
    public static async Task ServeAsync(Wire wire)
    {
        var buffer = new byte[64];
        try
        {
            while (await wire.ReceiveAsync(buffer) is var count and > 0)
            {
                for (var asked = buffer.AsSpan(0, count).Count((byte)'\n'); asked > 0; asked--)
                {
                    await wire.SendAsync("21.5\n"u8.ToArray());
                }
            }
        }
        catch (WireException)
        {
            // The plan, or the client, ended it.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _end.Abort();
        await _serving;
        await _end.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
