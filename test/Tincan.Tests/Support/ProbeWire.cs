using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>A wire around a wire that tells how much room each receive offered and how many receives are under way.</summary>
internal sealed class ProbeWire(Wire inner) : DelegatingWire(inner)
{
    private int _underWay;

    /// <summary>The room that each receive offered; 0 is a wait without a buffer.</summary>
    public List<int> Rooms { get; } = [];

    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Two receives were under way at once, which a wire does not promise to survive.</summary>
    public bool HasOverlapped { get; private set; }

    public override async ValueTask WaitForDataAsync(CancellationToken cancel = default) => await CountAsync(0, async () =>
    {
        await Inner.WaitForDataAsync(cancel);
        return 0;
    });

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default) =>
        CountAsync(buffer.Length, () => Inner.ReceiveAsync(buffer, cancel));

    private async ValueTask<int> CountAsync(int room, Func<ValueTask<int>> receive)
    {
        Rooms.Add(room);
        HasOverlapped |= Interlocked.Increment(ref _underWay) > 1;
        try
        {
            return await receive();
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

}
