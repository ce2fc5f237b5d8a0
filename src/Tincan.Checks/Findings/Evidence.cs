using System.Text;
using Tincan.Framing;
using Tincan.Recording;

namespace Tincan.Checks;

/// <summary>Everything that was seen in a failed run.</summary>
/// <param name="Suite">The suite of the case.</param>
/// <param name="Dialect">How lines end.</param>
/// <param name="Failure">What was wrong.</param>
/// <param name="Events">What went over the connections until it was clear that the run had failed.</param>
internal sealed record Evidence(Suite Suite, Dialect Dialect, CheckFailedException Failure, IReadOnlyList<WireEvent> Events)
{
    private static readonly byte[][] Terminators = ["\r\n"u8.ToArray(), "\n"u8.ToArray(), "\0"u8.ToArray()];

    /// <summary>The fault of the run; null for a plain one.</summary>
    public string? Fault { get; init; }

    /// <summary>What the program had written until then.</summary>
    public string Talk { get; init; } = "";

    /// <summary>How the program ended; null if it still ran.</summary>
    public ProgramEnd? End { get; init; }

    /// <summary>What came when the answer was already overdue; null if nothing did.</summary>
    public Afterwards? Later => Failure.Later;

    public bool IsServer => Suite.Side == Side.Server;

    /// <summary>What failed was said on a connection, and is not in a file or on standard output.</summary>
    public bool IsOnWire => Failure.Where == "on the connection";

    public ReadOnlySpan<byte> Expected => Failure.Expected is { } bytes ? bytes.Span : default;

    public ReadOnlySpan<byte> Got => Failure.Got is { } bytes ? bytes.Span : default;

    /// <summary>What was expected, as text without its line end.</summary>
    public string ExpectedText => Text(Expected);

    /// <summary>What came, as text without its line end.</summary>
    public string GotText => Text(Got);

    /// <summary>What we sent on the last of our connections, one write after another.</summary>
    public IReadOnlyList<byte[]> Sent => [.. Ours.Where(static one => one.Kind == WireEventKind.Send).Select(static one => one.Bytes.ToArray())];

    /// <summary>The last thing that we sent, as text without its line end.</summary>
    public string Question => Sent.Count == 0 ? "" : Text(Sent[^1]);

    /// <summary>What came after the first thing that we sent, and before what was wrong: answers, and no greeting.</summary>
    public byte[] Before
    {
        get
        {
            byte[] all = [.. Ours
                .SkipWhile(static one => one.Kind != WireEventKind.Send)
                .Where(static one => one.Kind == WireEventKind.Receive)
                .SelectMany(static one => one.Bytes.ToArray())];
            byte[] wrong = Later is null ? Got.ToArray() : Later.Bytes;
            return IsOnWire && all.AsSpan().EndsWith(wrong) ? all[..^wrong.Length] : all;
        }
    }

    /// <summary>We had finished sending (FIN) on that connection.</summary>
    public bool HasFinished => Ours.Any(one => one.Kind == WireEventKind.Fin && one.Direction == (IsServer ? Direction.ToServer : Direction.ToClient));

    /// <summary>What came, as text; if one line was expected and several came, the first of them.</summary>
    public string FirstText => ExpectedText.Contains('\n', StringComparison.Ordinal) ? GotText : GotText.Split('\n')[0].TrimEnd('\r');

    public static string Text(ReadOnlySpan<byte> bytes)
    {
        foreach (var terminator in Terminators)
        {
            if (bytes.EndsWith(terminator))
            {
                return Encoding.UTF8.GetString(bytes[..^terminator.Length]);
            }
        }

        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The events of the connection on which we spoke last, and which the case is about: for a resolver one that we opened.</summary>
    private IEnumerable<WireEvent> Ours
    {
        get
        {
            var opening = IsServer ? WireEventKind.Connect : WireEventKind.Accept;
            var opened = Events.Where(one => one.Kind == opening).Select(static one => one.Connection).ToHashSet();
            var last = Events.LastOrDefault(one => one.Kind == WireEventKind.Send && opened.Contains(one.Connection))?.Connection;
            return Events.Where(one => one.Connection == last);
        }
    }
}

/// <summary>What came from a program whose answer was overdue.</summary>
/// <param name="Bytes">What came.</param>
/// <param name="IsAfterFin">It came only after our FIN.</param>
/// <param name="Waited">How long after the question.</param>
internal sealed record Afterwards(byte[] Bytes, bool IsAfterFin, TimeSpan Waited);
