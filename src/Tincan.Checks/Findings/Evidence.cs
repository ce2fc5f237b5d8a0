using Tincan.Checks.Contexts;
using Tincan.Checks.Targets;

namespace Tincan.Checks.Findings;

/// <summary>What was observed in a failed run.</summary>
/// <param name="Assignment">What the program should be.</param>
/// <param name="Dialect">The line end of lines that the program receives.</param>
/// <param name="Failure">The failure.</param>
/// <param name="Events">The events on the connections, up to the failure.</param>
internal sealed partial record Evidence(Assignment Assignment, Dialect Dialect, CheckFailedException Failure, IReadOnlyList<WireEvent> Events)
{
    /// <summary>The fault of the run; null for the plain run.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether the program has not answered any question of the probe. Defaults to false.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The size of the buffer that the program sends for each message, as the probe found it; 0 if it sends the text alone. Defaults to 0.</summary>
    public int Buffer { get; init; }

    /// <summary>The output of the program so far.</summary>
    public string Output { get; init; } = "";

    /// <summary>The addresses of a resolver's table servers, in order. Defaults to none.</summary>
    public IReadOnlyList<HostPort> TableAddresses { get; init; } = [];

    /// <summary>Words that the program may take as a command to quit, and should not. Defaults to none.</summary>
    public IReadOnlyList<string> QuitWords { get; init; } = [];

    /// <summary>How long a resolver waits for its table servers.</summary>
    public TimeSpan Deadline { get; init; }

    /// <summary>The time from the start of the run to the failure.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether the case sends messages without waiting for answers. Defaults to false.</summary>
    public bool IsPipelined { get; init; }

    /// <summary>How the program exited; null if it was still running.</summary>
    public ProgramExit? Exit { get; init; }

    /// <summary>The answer that came after the timeout; null if none did.</summary>
    public LateAnswer? LateAnswer => Failure.LateAnswer;

    public bool IsServer => Assignment.Side == Side.Server;

    /// <summary>Whether the failure is about bytes on a connection, not in a file or on standard output.</summary>
    public bool IsOnWire => Failure.Where == "on the connection";

    public ReadOnlySpan<byte> Expected => Failure.Expected is { } bytes ? bytes.Span : default;

    public ReadOnlySpan<byte> Got => Failure.Got is { } bytes ? bytes.Span : default;

    /// <summary>The expected text, without its line end.</summary>
    public string ExpectedText => LineEnd.TextOf(Expected);

    /// <summary>The text that came, without its line end.</summary>
    public string GotText => LineEnd.TextOf(Got);

    /// <summary>Our writes on our last connection.</summary>
    public IReadOnlyList<byte[]> Sent => [.. LastConnection.Where(static one => one.Kind == WireEventKind.Send).Select(static one => one.Bytes.ToArray())];

    /// <summary>The text of our last write, without its line end.</summary>
    public string Question => Sent.Count == 0 ? "" : Message(Sent[^1]);

    /// <summary>The quit word in our last write or the one before; null if neither is one.</summary>
    public string? QuitWord => Sent.TakeLast(2).Reverse().Select(static sent => Message(sent)).FirstOrDefault(QuitWords.Contains);

    /// <summary>The time of our last write; null if there is none.</summary>
    public TimeSpan? Asked => LastConnection.LastOrDefault(static one => one.Kind == WireEventKind.Send)?.At;

    /// <summary>The time of the first read after that; null if there is none.</summary>
    public TimeSpan? Answered => LastConnection.SkipWhile(one => one.At < Asked || one.Kind == WireEventKind.Send).FirstOrDefault(static one => one.Kind == WireEventKind.Receive)?.At;

    /// <summary>Whether one of our table servers has reset a connection.</summary>
    public bool HasLostTable => Events.Any(one => one is { Kind: WireEventKind.Rst, Direction: Direction.ToClient } && TableOf(one) >= 0);

    /// <summary>The table server of an event, from 0; -1 if it is about none.</summary>
    public int TableOf(WireEvent happened)
    {
        var accepted = Events.FirstOrDefault(one => one.Connection == happened.Connection && one.Kind == WireEventKind.Accept)?.Text;
        return accepted is null ? -1 : TableAddresses.Select(static (at, index) => (at, index)).Where(table => accepted.EndsWith($":{table.at.Port}", StringComparison.Ordinal)).Select(static table => table.index).FirstOrDefault(-1);
    }

    /// <summary>All that came after our last write.</summary>
    public byte[] AfterAsked => [.. LastConnection.Reverse().TakeWhile(static one => one.Kind != WireEventKind.Send).Reverse().Where(static one => one.Kind == WireEventKind.Receive).SelectMany(static one => one.Bytes.ToArray())];

    /// <summary>Whether it has answered more than one of our writes on that connection, so that it does receive in a loop.</summary>
    public bool HasAnsweredTwice
    {
        get
        {
            var kinds = LastConnection.Select(static one => one.Kind).Where(static kind => kind is WireEventKind.Send or WireEventKind.Receive).ToList();
            return kinds.Zip(kinds.Skip(1)).Count(static pair => pair is (WireEventKind.Send, WireEventKind.Receive)) > 1;
        }
    }

    /// <summary>The answers before the wrong one: what came after our first write, so no greeting.</summary>
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

    /// <summary>Whether an earlier client was answered and has closed, and nothing has come on this connection.</summary>
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

    /// <summary>Whether we have sent a FIN on that connection.</summary>
    public bool HasSentFin => LastConnection.Any(one => one.Kind == WireEventKind.Fin && one.Direction == (IsServer ? Direction.ToServer : Direction.ToClient));

    /// <summary>Whether something came on that connection after our FIN.</summary>
    public bool HasReceivedAfterFin =>
        LastConnection.SkipWhile(static one => one is not { Kind: WireEventKind.Fin, Direction: Direction.ToServer }).Any(static one => one.Kind == WireEventKind.Receive);

    /// <summary>Whether we have sent a FIN on any connection.</summary>
    public bool HasSentAnyFin => Events.Any(one => one.Kind == WireEventKind.Fin && one.Direction == (IsServer ? Direction.ToServer : Direction.ToClient));

    /// <summary>Whether we ended a connection (FIN or RST) before the program did.</summary>
    public bool HasDisconnectedFirst => Events.FirstOrDefault(static one => one.Kind is WireEventKind.Fin or WireEventKind.Rst) is { } first
        && first.Direction == (IsServer ? Direction.ToServer : Direction.ToClient);

    /// <summary>Whether the program has sent a FIN on that connection.</summary>
    public bool HasReceivedFin => LastConnection.Any(one => one.Kind == WireEventKind.Fin && one.Direction == (IsServer ? Direction.ToClient : Direction.ToServer));

    /// <summary>The text that came. If one line was expected and several came, the first one.</summary>
    public string FirstText => ExpectedText.Contains('\n', StringComparison.Ordinal) ? GotText : GotText.Split('\n')[0].TrimEnd('\r');

    /// <summary>The text of a message, without its line end and padding.</summary>
    public static string Message(ReadOnlySpan<byte> bytes) => Padding.Size(bytes) > 0 ? LineEnd.TextOf(bytes).TrimEnd(' ') : LineEnd.TextOf(bytes);

    /// <summary>The connections between the program and us; a resolver also has connections to its table servers.</summary>
    public HashSet<int> ProgramConnections => [.. Events.Where(one => one.Kind == (IsServer ? WireEventKind.Connect : WireEventKind.Accept)).Select(static one => one.Connection)];

    /// <summary>The events of the connection that failed; if that is unknown, of the one that we last sent on. For a resolver, a connection that we opened.</summary>
    private IEnumerable<WireEvent> LastConnection
    {
        get
        {
            var opened = ProgramConnections;
            var last = Failure.Connection is { } failed && opened.Contains(failed) ? failed : (Events.LastOrDefault(one => one.Kind == WireEventKind.Send && opened.Contains(one.Connection))
                ?? (IsServer ? null : Events.LastOrDefault(static one => one.Kind == WireEventKind.Accept)))?.Connection;
            return Events.Where(one => one.Connection == last);
        }
    }
}
