using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Drawing;

/// <summary>
/// Which events are shown. The words are the same on a command line and on the live page: <c>connection:2</c> or <c>c:2</c> (also
/// <c>c:2,5-7</c>), <c>service:echo</c> (also <c>service:echo,book</c>), <c>to:server</c>, <c>to:client</c>, <c>what:fin</c> (also <c>what:fin,rst</c>), <c>fault:delay</c> (also
/// <c>fault:delay,split</c>), and any other word is text that the bytes, the fault's name or the remark of an event must hold, in either case of its letters. <c>"two words"</c> is one text, <c>text:to:server</c> is text that looks like a word of the filter. All words must be met.
/// </summary>
/// <remarks>
/// With <c>service:</c> it is for one recording, whose events it is asked about in their order: only a connection's first event names the service.
/// </remarks>
public sealed class EventFilter
{
    private readonly List<Func<int, bool>> _connections = [];
    private readonly List<HashSet<string>> _services = [];
    private readonly List<Func<WireEvent, bool>> _directions = [];
    private readonly List<Func<WireEvent, bool>> _others = [];

    /// <summary>The open connections of the services that were asked for.</summary>
    private readonly HashSet<int> _served = [];

    /// <summary>The connection that the event before closed: one event may be asked about more than once.</summary>
    private int _closed;

    private EventFilter()
    {
    }

    /// <summary>Shows everything.</summary>
    public static EventFilter All { get; } = new();

    /// <summary>Whether it shows everything.</summary>
    public bool IsAll => _connections.Count + _services.Count + _directions.Count + _others.Count == 0;

    /// <summary>Reads a filter.</summary>
    /// <param name="words">The words, with spaces between them.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="problem">What is wrong, and what would be right.</param>
    public static bool TryParse(string words, [NotNullWhen(true)] out EventFilter? filter, [NotNullWhen(false)] out string? problem)
    {
        filter = null;
        var all = new EventFilter();
        if (!FilterWords.TrySplit(words, out var split, out problem))
        {
            return false;
        }

        foreach (var (word, isQuoted) in split)
        {
            if (!all.TryAdd(word, isQuoted, out problem))
            {
                return false;
            }
        }

        filter = all;
        problem = null;
        return true;
    }

    /// <summary>Whether an event is shown.</summary>
    /// <param name="happened">The event.</param>
    public bool Matches(WireEvent happened)
    {
        return IsOfService(happened)
            && _connections.TrueForAll(test => test(happened.Connection))
            && _directions.TrueForAll(test => test(happened))
            && _others.TrueForAll(test => test(happened));
    }

    /// <summary>Whether a silence on a connection is shown: not where only some kinds of events, or some text, were asked for.</summary>
    /// <param name="connection">The connection's number.</param>
    public bool MatchesSilence(int connection) =>
        _others.Count == 0 && (_services.Count == 0 || _served.Contains(connection)) && _connections.TrueForAll(test => test(connection));

    private bool IsOfService(WireEvent happened)
    {
        if (_services.Count == 0)
        {
            return true;
        }

        if (happened.Service is { } service && _services.TrueForAll(names => names.Contains(service)))
        {
            _served.Add(happened.Connection);
        }

        if (_closed != happened.Connection)
        {
            _served.Remove(_closed);
        }

        _closed = happened.Kind == WireEventKind.Close ? happened.Connection : 0;
        return _served.Contains(happened.Connection);
    }

    private bool TryAdd(string word, bool isQuoted, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        var colon = isQuoted ? -1 : word.IndexOf(':', StringComparison.Ordinal);
        var value = word[(colon + 1)..];
        switch (colon < 0 ? "" : word[..colon])
        {
            case "connection" or "c":
                return TryAddConnections(word, value, out problem);
            case "service":
                return TryAddServices(word, value, out problem);
            case "to":
                return TryAddDirection(word, value, out problem);
            case "what":
                return TryAddKinds(word, value, out problem);
            case "fault":
                return TryAddFaults(word, value, out problem);
            case "text":
                _others.Add(Holds(value));
                return true;
            default:
                _others.Add(Holds(word));
                return true;
        }
    }

    private bool TryAddConnections(string word, string value, [NotNullWhen(false)] out string? problem)
    {
        var ranges = new List<(int From, int To)>();
        foreach (var item in value.Split(','))
        {
            var (from, to) = item.Split('-') is [var low, var high] ? (low, high) : (item, item);
            if (!int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                || !int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                || last < first)
            {
                problem = $"'{word}': '{item}' is not a connection's number: write c:2, c:2,5 or c:2-7";
                return false;
            }

            ranges.Add((first, last));
        }

        problem = null;
        _connections.Add(connection => ranges.Exists(range => connection >= range.From && connection <= range.To));
        return true;
    }

    private bool TryAddServices(string word, string value, [NotNullWhen(false)] out string? problem)
    {
        var names = value.Split(',').ToHashSet(StringComparer.Ordinal);
        if (names.Contains(""))
        {
            problem = $"'{word}': write the name of a service, as service:echo or service:echo,book";
            return false;
        }

        problem = null;
        _services.Add(names);
        return true;
    }

    private bool TryAddDirection(string word, string value, [NotNullWhen(false)] out string? problem)
    {
        Direction? direction = value switch
        {
            "server" => Direction.ToServer,
            "client" => Direction.ToClient,
            _ => null,
        };
        if (direction is null)
        {
            problem = $"'{word}': write to:server or to:client";
            return false;
        }

        problem = null;
        _directions.Add(happened => happened.Direction == direction && happened.Kind is not (WireEventKind.Close or WireEventKind.Note));
        return true;
    }

    private bool TryAddKinds(string word, string value, [NotNullWhen(false)] out string? problem)
    {
        var kinds = new HashSet<WireEventKind>();
        foreach (var item in value.Split(','))
        {
            var kind = Array.FindIndex(Enum.GetValues<WireEventKind>(), kind => kind.Word() == item);
            if (kind < 0)
            {
                problem = $"'{word}': '{item}' is none of {string.Join(", ", Enum.GetValues<WireEventKind>().Select(static kind => kind.Word()))}";
                return false;
            }

            kinds.Add((WireEventKind)kind);
        }

        problem = null;
        _others.Add(happened => kinds.Contains(happened.Kind));
        return true;
    }

    /// <summary>Any name may be asked for: a recording may hold faults that this program does not know.</summary>
    private bool TryAddFaults(string word, string value, [NotNullWhen(false)] out string? problem)
    {
        var names = value.Split(',');
        if (names.Contains(""))
        {
            problem = $"'{word}': write the name of a fault, as fault:delay or fault:delay,split";
            return false;
        }

        problem = null;
        _others.Add(happened => names.Contains(happened.Fault));
        return true;
    }

    /// <summary>Bytes that are no text stand in it as a replacement character; a word finds the text between them.</summary>
    private static Func<WireEvent, bool> Holds(string text) => happened =>
        (happened.Text?.Contains(text, StringComparison.OrdinalIgnoreCase) ?? false)
        || (happened.Fault?.Contains(text, StringComparison.OrdinalIgnoreCase) ?? false)
        || Encoding.UTF8.GetString(happened.Bytes.Span).Contains(text, StringComparison.OrdinalIgnoreCase);
}
