using System.Globalization;
using System.Net;
using System.Text;
using Tincan.Faults;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>
/// A server's end of a connection with faults on it. What it sends is written down with the time at which it goes out; everything happens
/// while the clock is advanced, on the test's thread.
/// </summary>
internal sealed class FaultBench : IDisposable
{
    private readonly SentWire _sent;
    private readonly MemoryWire _peer;

    public FaultBench(FaultPlan plan, MessageCodec? codec = null)
    {
        Injector = new FaultInjector(plan with { Seed = plan.Seed ?? 1 }, Clock, Events.Add);
        (_peer, var own) = MemoryWire.CreatePair();
        _sent = new SentWire(own, Clock);
        Wire = Injector.Wrap(_sent, ObservedSide.Server, codec);
    }

    public FakeClock Clock { get; } = new();

    public FaultInjector Injector { get; }

    public FaultyWire Wire { get; }

    /// <summary>The other end, for what comes in.</summary>
    public MemoryWire Peer => _peer;

    public List<FaultEvent> Events { get; } = [];

    /// <summary>What went out: <c>200 abc</c> for a segment after 200 ms, <c>200 FIN</c>, <c>200 RST</c>.</summary>
    public IReadOnlyList<string> Sent => _sent.Log;

    /// <summary>What the faults told: <c>200 @3 cut here</c> for something after 200 ms behind 3 bytes.</summary>
    public IEnumerable<string> Told => Events.Select(static told =>
        string.Create(CultureInfo.InvariantCulture, $"{told.At.TotalMilliseconds} @{told.Offset} {told.Text}"));

    public void Send(string text) => Assert.True(Wire.SendAsync(Encoding.UTF8.GetBytes(text)).AsTask().IsCompletedSuccessfully);

    public Task FinishAsync() => Wire.FinishAsync().AsTask();

    public void Advance(double milliseconds) => Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

    public void Dispose() => Injector.Dispose();

    private sealed class SentWire(Wire inner, FakeClock clock) : Wire
    {
        public List<string> Log { get; } = [];

        public override EndPoint LocalEndPoint => inner.LocalEndPoint;

        public override EndPoint RemoteEndPoint => inner.RemoteEndPoint;

        public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel = default) => inner.ReceiveAsync(buffer, cancel);

        public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
        {
            Add(Visible.Text(bytes.Span));
            return ValueTask.CompletedTask;
        }

        public override ValueTask FinishAsync(CancellationToken cancel = default)
        {
            Add("FIN");
            return inner.FinishAsync(cancel);
        }

        public override void Abort()
        {
            Add("RST");
            inner.Abort();
        }

        public override ValueTask DisposeAsync() => inner.DisposeAsync();

        private void Add(string what) => Log.Add(string.Create(CultureInfo.InvariantCulture, $"{clock.Now.TotalMilliseconds} {what}"));
    }
}
