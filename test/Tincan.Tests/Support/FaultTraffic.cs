using Tincan.Faults;
using Tincan.Framing;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>A conversation by a seed, under a plan: the same traffic at the same times, whatever the faults make of it.</summary>
internal sealed class FaultTraffic : IDisposable
{
    private static readonly string[] Words = ["a", "ab", "abab\n", "hello\r\n", "\u00C3\u00A4\u00E2\u0082\u00AC", "\n", "x\ny\n", new string('z', 200)];

    private readonly FaultBench _bench;
    private readonly OwnThread _thread = new();
    private readonly StringBuilder _sent = new();
    private readonly StringBuilder _arrived = new();
    private Task _sending = Task.CompletedTask;

    public FaultTraffic(FaultPlan plan, int seed)
    {
        _bench = new FaultBench(plan, MessageCodec.Lines);
        _thread.Run(() => Converse(new Random(seed)));
    }

    public string Sent => _sent.ToString();

    public string Arrived => _arrived.ToString();

    /// <summary>What the peer got, without its times; FIN and RST as words.</summary>
    public string CameOut => All(_bench.Sent);

    /// <summary>What this end received, without its times.</summary>
    public string CameIn => All(_bench.Received);

    /// <summary>All that can be seen of it, with its times, one direction after the other.</summary>
    public string Story => string.Join('\n', [.. _bench.Sent, "--", .. _bench.Received, "--", .. _bench.Events.OrderBy(static told => told.Direction).Select(static told => $"{told}")]);

    private bool ReceivedFin => _bench.Received.Count > 0 && _bench.Received[^1].EndsWith(" FIN", StringComparison.Ordinal);

    /// <summary>A text as it is shown.</summary>
    public static string Shown(string text) => ScriptedWire.Show(WireText.Bytes(text));

    public void Dispose() => _bench.Dispose();

    private static string All(IEnumerable<string> log) => string.Concat(log.Select(static line => line[(line.IndexOf(' ') + 1)..]));

    private void Converse(Random random)
    {
        _bench.Listen();
        for (var step = random.Next(4, 20); step > 0; step--)
        {
            var word = Words[random.Next(Words.Length)];
            if (random.Next(2) == 0)
            {
                _sent.Append(word);
                Send(() => _bench.Wire.SendAsync(WireText.Bytes(word)).AsTask());
            }
            else
            {
                _arrived.Append(word);
                _bench.Arrive(word);
            }

            Settle();
            Pass(random.Next(2) * random.Next(300));
        }

        _bench.ArriveFin();
        Send(_bench.FinishAsync);
        Settle();
        for (var round = 0; round < 2000 && !(_sending.IsCompleted && ReceivedFin); round++)
        {
            Pass(1000);
        }
    }

    /// <summary>One after the other, as a wire asks for; what waits for room must not hold up the time.</summary>
    private void Send(Func<Task> send) => _sending = SendTextAsync(_sending, send);

    private static async Task SendTextAsync(Task before, Func<Task> send)
    {
        await before;
        try
        {
            await send();
        }
        catch (WireException)
        {
            // A fault ended the connection.
        }
    }

    private void Pass(double milliseconds)
    {
        var until = _bench.Clock.Now + TimeSpan.FromMilliseconds(milliseconds);
        while (_bench.Clock.NextDue is { } due && due <= until)
        {
            _bench.Advance((due - _bench.Clock.Now).TotalMilliseconds);
            Settle();
        }

        _bench.Advance((until - _bench.Clock.Now).TotalMilliseconds);
    }

    /// <summary>Waits until nothing more happens at this time.</summary>
    private void Settle()
    {
        var settled = SpinWait.SpinUntil(IsSettled, Bounded.Limit);
        Assert.True(settled);
        _ = _bench.Received;
    }

    private bool IsSettled()
    {
        _thread.GoOn();
        var (wire, peer) = (_bench.Wire, _bench.Peer);
        return !wire.IsSending && (wire.HasPeerFinished || wire.Connection.Look(() => wire.Connection.In.Room <= 0) || (peer.UnderWay > 0 && !peer.HasUntaken));
    }
}
