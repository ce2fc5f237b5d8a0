using Tincan.Checks.Contexts;
using Tincan.Checks.Targets;

namespace Tincan.Checks.Findings;

/// <summary>Everything that was seen in a failed run.</summary>
/// <param name="Assignment">What the program is to be.</param>
/// <param name="Dialect">How lines end.</param>
/// <param name="Failure">What was wrong.</param>
/// <param name="Events">What went over the connections until it was clear that the run had failed.</param>
internal sealed partial record Evidence(Assignment Assignment, Dialect Dialect, CheckFailedException Failure, IReadOnlyList<WireEvent> Events)
{
    /// <summary>The fault of the run; null for a plain one.</summary>
    public string? Fault { get; init; }

    /// <summary>The program has never answered anything. Defaults to false.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The program was found to send a buffer of this size for each message; 0 if it sends the text alone. Defaults to 0.</summary>
    public int Buffer { get; init; }

    /// <summary>What the program had written until then.</summary>
    public string Output { get; init; } = "";

    /// <summary>Where the table servers of a resolver listen, the first one first. Defaults to none.</summary>
    public IReadOnlyList<HostPort> TableAddresses { get; init; } = [];

    /// <summary>Words that a program may take for the end, and should not. Defaults to none.</summary>
    public IReadOnlyList<string> QuitWords { get; init; } = [];

    /// <summary>How long a resolver waits for its table servers. Defaults to 5 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the run took until it was clear that it had failed.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>How the program ended; null if it still ran.</summary>
    public ProgramExit? Exit { get; init; }

    /// <summary>What came when the answer was already overdue; null if nothing did.</summary>
    public LateAnswer? LateAnswer => Failure.LateAnswer;

    public bool IsServer => Assignment.Side == Side.Server;

    /// <summary>What failed was said on a connection, and is not in a file or on standard output.</summary>
    public bool IsOnWire => Failure.Where == "on the connection";

    public ReadOnlySpan<byte> Expected => Failure.Expected is { } bytes ? bytes.Span : default;

    public ReadOnlySpan<byte> Got => Failure.Got is { } bytes ? bytes.Span : default;

    /// <summary>What was expected, as text without its line end.</summary>
    public string ExpectedText => LineEnd.TextOf(Expected);

    /// <summary>What came, as text without its line end.</summary>
    public string GotText => LineEnd.TextOf(Got);

    /// <summary>What we sent on the last of our connections, one write after another.</summary>
    public IReadOnlyList<byte[]> Sent => [.. LastConnection.Where(static one => one.Kind == WireEventKind.Send).Select(static one => one.Bytes.ToArray())];

    /// <summary>The last thing that we sent, as text without its line end.</summary>
    public string Question => Sent.Count == 0 ? "" : Message(Sent[^1]);

    /// <summary>The last thing that we sent, or the one before it, if that is a word that a program may take for the end; null if neither is.</summary>
    public string? QuitWord => Sent.TakeLast(2).Reverse().Select(static sent => Message(sent)).FirstOrDefault(QuitWords.Contains);

    /// <summary>When we sent the last thing; null if we sent nothing.</summary>
    public TimeSpan? Asked => LastConnection.LastOrDefault(static one => one.Kind == WireEventKind.Send)?.At;

    /// <summary>When the first thing came after that; null if nothing did.</summary>
    public TimeSpan? Answered => LastConnection.SkipWhile(one => one.At < Asked || one.Kind == WireEventKind.Send).FirstOrDefault(static one => one.Kind == WireEventKind.Receive)?.At;

    /// <summary>A table server of ours has broken a connection off (RST).</summary>
    public bool HasLostTable => Events.Any(one => one is { Kind: WireEventKind.Rst, Direction: Direction.ToClient } && TableOf(one) >= 0);

    /// <summary>Which table server an event is about, from 0; -1 for none.</summary>
    public int TableOf(WireEvent happened)
    {
        var accepted = Events.FirstOrDefault(one => one.Connection == happened.Connection && one.Kind == WireEventKind.Accept)?.Text;
        return accepted is null ? -1 : TableAddresses.Select(static (at, index) => (at, index)).Where(table => accepted.EndsWith($":{table.at.Port}", StringComparison.Ordinal)).Select(static table => table.index).FirstOrDefault(-1);
    }

    /// <summary>What came after the first thing that we sent, and before what was wrong: answers, and no greeting.</summary>
    public byte[] Before
    {
        get
        {
            byte[] all = [.. LastConnection
                .SkipWhile(static one => one.Kind != WireEventKind.Send)
                .Where(static one => one.Kind == WireEventKind.Receive)
                .SelectMany(static one => one.Bytes.ToArray())];
            byte[] wrong = LateAnswer is null ? Got.ToArray() : LateAnswer.Bytes;
            return IsOnWire && all.AsSpan().EndsWith(wrong) ? all[..^wrong.Length] : all;
        }
    }

    /// <summary>A client before this one was answered and has gone, and nothing has come on this connection.</summary>
    public bool IsNextClient
    {
        get
        {
            var ours = LastConnection.ToList();
            return IsServer && ours is [var opened, ..] && !ours.Exists(static one => one.Kind == WireEventKind.Receive)
                && Events.Any(one => one.Kind == WireEventKind.Close && one.At <= opened.At && one.Connection != opened.Connection && ProgramConnections.Contains(one.Connection)
                    && Events.Any(other => other.Connection == one.Connection && other.Kind == WireEventKind.Receive));
        }
    }

    /// <summary>We had finished sending (FIN) on that connection.</summary>
    public bool HasSentFin => LastConnection.Any(one => one.Kind == WireEventKind.Fin && one.Direction == (IsServer ? Direction.ToServer : Direction.ToClient));

    /// <summary>Something came on that connection after we had finished sending (FIN).</summary>
    public bool HasReceivedAfterFin =>
        LastConnection.SkipWhile(static one => one is not { Kind: WireEventKind.Fin, Direction: Direction.ToServer }).Any(static one => one.Kind == WireEventKind.Receive);

    /// <summary>We had finished sending (FIN) on one of the connections.</summary>
    public bool HasSentAnyFin => Events.Any(one => one.Kind == WireEventKind.Fin && one.Direction == (IsServer ? Direction.ToServer : Direction.ToClient));

    /// <summary>We had ended a connection (FIN or RST) before the program ended one.</summary>
    public bool HasLeft => Events.FirstOrDefault(static one => one.Kind is WireEventKind.Fin or WireEventKind.Rst) is { } first
        && first.Direction == (IsServer ? Direction.ToServer : Direction.ToClient);

    /// <summary>The program had finished sending (FIN) on that connection.</summary>
    public bool HasReceivedFin => LastConnection.Any(one => one.Kind == WireEventKind.Fin && one.Direction == (IsServer ? Direction.ToClient : Direction.ToServer));

    /// <summary>What came, as text; if one line was expected and several came, the first of them.</summary>
    public string FirstText => ExpectedText.Contains('\n', StringComparison.Ordinal) ? GotText : GotText.Split('\n')[0].TrimEnd('\r');

    /// <summary>A message as text, without its line end and without the blanks to which it is padded.</summary>
    public static string Message(ReadOnlySpan<byte> bytes) => Padding.Size(bytes) > 0 ? LineEnd.TextOf(bytes).TrimEnd(' ') : LineEnd.TextOf(bytes);

    /// <summary>The connections that are the program's with us; the others are a resolver's with its table servers.</summary>
    public HashSet<int> ProgramConnections => [.. Events.Where(one => one.Kind == (IsServer ? WireEventKind.Connect : WireEventKind.Accept)).Select(static one => one.Connection)];

    /// <summary>The events of the connection on which we spoke last, and which the case is about: for a resolver one that we opened.</summary>
    private IEnumerable<WireEvent> LastConnection
    {
        get
        {
            var opened = ProgramConnections;
            var last = (Events.LastOrDefault(one => one.Kind == WireEventKind.Send && opened.Contains(one.Connection))
                ?? (IsServer ? null : Events.LastOrDefault(static one => one.Kind == WireEventKind.Accept)))?.Connection;
            return Events.Where(one => one.Connection == last);
        }
    }
}
