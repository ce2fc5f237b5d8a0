using System.Text;
using Tincan.Faults;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>A conversation by a seed, under a plan: the same traffic at the same times, whatever the faults make of it.</summary>
internal sealed class FaultTraffic : IDisposable
{
    private static readonly string[] Words = ["a", "ab", "abab\n", "hello\r\n", "\u00C3\u00A4\u00E2\u0082\u00AC", "\n", "x\ny\n", new string('z', 200)];

    private readonly FaultBench _bench;
    private readonly StringBuilder _sent = new();
    private readonly StringBuilder _arrived = new();
    private Task _sending = Task.CompletedTask;
    private bool _isWaiting;
    private bool _isFinishing;

    public FaultTraffic(FaultPlan plan, int seed)
    {
        _bench = new FaultBench(plan, MessageCodec.Lines);
        var random = new Random(seed);
        for (var step = random.Next(4, 20); step > 0; step--)
        {
            var word = Words[random.Next(Words.Length)];
            if (random.Next(2) == 0)
            {
                _sent.Append(word);
                Say(isFinish: false, () => _bench.Wire.SendAsync(Speech.Bytes(word)).AsTask());
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
        Say(isFinish: true, _bench.FinishAsync);
        Settle();
        for (var round = 0; round < 2000 && !(_sending.IsCompleted && HeardFin); round++)
        {
            Pass(1000);
        }
    }

    public string Sent => _sent.ToString();

    public string Arrived => _arrived.ToString();

    /// <summary>What the peer got, without its times; FIN and RST as words.</summary>
    public string CameOut => All(_bench.Sent);

    /// <summary>What this end heard, without its times.</summary>
    public string CameIn => All(_bench.Heard);

    /// <summary>All that can be seen of it, with its times, one direction after the other.</summary>
    public string Story => string.Join('\n', [.. _bench.Sent, "--", .. _bench.Heard, "--", .. _bench.Events.OrderBy(static told => told.Direction).Select(static told => $"{told}")]);

    private bool HeardFin => _bench.Heard.Count > 0 && _bench.Heard[^1].EndsWith(" FIN", StringComparison.Ordinal);

    /// <summary>A text as it is shown.</summary>
    public static string Shown(string text) => ScriptedWire.Show(Speech.Bytes(text));

    public void Dispose() => _bench.Dispose();

    private static string All(IEnumerable<string> log) => string.Concat(log.Select(static line => line[(line.IndexOf(' ') + 1)..]));

    /// <summary>One after the other, as a wire asks for; what waits for room must not hold up the time.</summary>
    private void Say(bool isFinish, Func<Task> say) => _sending = SayAsync(_sending, isFinish, say);

    private async Task SayAsync(Task before, bool isFinish, Func<Task> say)
    {
        await before;
        try
        {
            Volatile.Write(ref _isWaiting, false);
            var saying = say();
            _isFinishing = isFinish;
            Volatile.Write(ref _isWaiting, true);
            await saying;
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
        _ = _bench.Heard;
    }

    private bool IsSettled()
    {
        var (wire, link) = (_bench.Wire, _bench.Wire.Link);
        var (inWaits, outWaits, isReset) = link.Look(() => (
            link.In.Room <= 0 || (!_bench.Peer.HasUntaken && link.In.Offset == _bench.Peer.Taken) || link.Closed is not null,
            Volatile.Read(ref _isWaiting) && (_isFinishing ? !link.Out.IsEmpty && link.Closed is null : link.Out.Room <= 0),
            link.Closed is not null && link.In.Last is { Kind: ChunkKind.Reset }));
        return !wire.IsSending
            && inWaits
            && (wire.HasHeardEnd || !_bench.Peer.IsFinTaken)
            && (outWaits || _sending.IsCompleted)
            && (!isReset || _bench.Sent.Any(static sent => sent.EndsWith("RST", StringComparison.Ordinal)));
    }
}
