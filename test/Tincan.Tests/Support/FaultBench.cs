using Tincan.Faults;
using Tincan.Faults.InForce;
using Tincan.Framing;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>
/// A server's end of a connection with faults on it. What it sends and receives is written down with its time in milliseconds; everything happens
/// while the clock is advanced, on the test's thread.
/// </summary>
internal sealed class FaultBench : IDisposable
{
    private readonly FaultDirection _way;
    private readonly List<string> _received = [];
    private bool _hasEnded;

    public FaultBench(FaultPlan plan, MessageCodec? codec = null)
    {
        Injector = new FaultInjector(plan with { Seed = plan.Seed ?? 1 }, Clock, Events.Add);
        Peer = new ScriptedWire(() => Now);
        Wire = Injector.Wrap(Peer, ObservedSide.Server, codec);
    }

    private FaultBench(FaultDirection way, params Fault[] faults)
        : this(new FaultPlan([.. faults.Select(fault => fault with { Direction = way })]), MessageCodec.Lines) => _way = way;

    public FakeClock Clock { get; } = new();

    public FaultInjector Injector { get; }

    public FaultyWire Wire { get; }

    /// <summary>The wire inside.</summary>
    public ScriptedWire Peer { get; }

    public List<FaultEvent> Events { get; } = [];

    /// <summary>What went out: <c>200 abc</c> for a segment after 200 ms, <c>200 FIN</c>, <c>200 RST</c>.</summary>
    public IReadOnlyList<string> Sent => Peer.Log;

    /// <summary>What the server received: <c>200 abc</c>, <c>200 FIN</c>, or the reason for which it could receive no more.</summary>
    public IReadOnlyList<string> Received
    {
        get
        {
            Receive();
            return _received;
        }
    }

    /// <summary>What came out of the direction under test.</summary>
    public IReadOnlyList<string> Came => _way == FaultDirection.In ? Received : Sent;

    /// <summary>What the faults told: <c>200 @3 cut here</c> for something after 200 ms behind 3 bytes.</summary>
    public IEnumerable<string> Told => Events.Select(static told => $"{Milliseconds(told.At)} @{told.Offset} {told.Text}");

    private string Now => Milliseconds(Clock.Now);

    /// <summary>A bench for what is the same in both directions: these faults are done to lines of one of them.</summary>
    public static FaultBench Of(FaultDirection way, params Fault[] faults) => new(way, faults);

    /// <summary>Bytes in the direction under test.</summary>
    public void Pass(string text)
    {
        if (_way == FaultDirection.In)
        {
            Arrive(text);
        }
        else
        {
            Send(text);
        }
    }

    /// <summary>The direction under test ends.</summary>
    public void Finish()
    {
        if (_way == FaultDirection.In)
        {
            ArriveFin();
        }
        else
        {
            _ = FinishAsync();
        }
    }

    public void Send(string text) => Assert.True(Wire.SendAsync(WireText.Bytes(text)).AsTask().IsCompletedSuccessfully);

    public void Arrive(string text)
    {
        Listen();
        Peer.Arrive(WireText.Bytes(text));
        Receive();
    }

    public void ArriveFin()
    {
        Listen();
        Peer.ArriveFin();
        Receive();
    }

    public void ArriveRst()
    {
        Listen();
        Peer.Fail(CloseReason.PeerReset);
        Receive();
    }

    public Task FinishAsync() => Wire.FinishAsync().AsTask();

    public void Advance(double milliseconds)
    {
        var until = Clock.Now + TimeSpan.FromMilliseconds(milliseconds);
        while (Clock.NextDue is { } due && due <= until)
        {
            Clock.Advance(due - Clock.Now);
            Receive();
        }

        Clock.Advance(until - Clock.Now);
    }

    /// <summary>Waits until so much has been received, and gives the last of it.</summary>
    public async Task<string> NextReceivedAsync(int count)
    {
        while (Received.Count < count)
        {
            await Wire.WaitForDataAsync().InTime();
        }

        return _received[count - 1];
    }

    /// <summary>Waits until so many segments have gone out.</summary>
    public Task WhenSentAsync(int count) => Bounded.UntilAsync(() => Wire.Connection.Look(() => Sent.Count) >= count);

    public void Dispose() => Injector.Dispose();

    /// <summary>The wire receives ahead from the first receive on; this one gives up at once.</summary>
    public void Listen() => _ = Wire.WaitForDataAsync(new CancellationToken(canceled: true)).AsTask();

    /// <summary>Takes what has been let go.</summary>
    private void Receive()
    {
        while (!_hasEnded && Wire.Connection.Look(() => Wire.Connection.In.Output.Ready) is not null)
        {
            var buffer = new byte[64 * 1024];
            var receiving = Wire.ReceiveAsync(buffer).AsTask();
            Assert.True(receiving.IsCompleted);
            _hasEnded = !receiving.IsCompletedSuccessfully || receiving.Result == 0;
            var received = receiving.IsCompletedSuccessfully
                ? receiving.Result > 0 ? ScriptedWire.Show(buffer.AsSpan(0, receiving.Result)) : "FIN"
                : $"{((WireException)receiving.Exception!.InnerException!).Reason}";
            _received.Add($"{Now} {received}");
        }
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
}
