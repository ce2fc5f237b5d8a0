using System.Text.RegularExpressions;
using Tincan.Wires;

namespace Tincan.Drawing;

/// <summary>
/// Selects the events to show. The syntax is the same on a command line and on the live page: <c>connection:2</c> or <c>c:2</c> (also <c>c:2,5-7</c>),
/// <c>service:echo</c> (also <c>service:echo,book</c>), <c>to:server</c>, <c>to:client</c>, <c>what:fin</c> (also <c>what:fin,rst</c>), <c>fault:delay</c>
/// (also <c>fault:delay,split</c>). Any other word is text that must occur in the bytes, the fault's name or the remark of an event, ignoring case.
/// <c>"two words"</c> is one text; <c>text:to:server</c> is text that looks like a filter word. An event must match all words.
/// </summary>
/// <remarks>
/// With <c>service:</c>, pass all events of one recording in order: only the first event of a connection names its service.
/// </remarks>
public sealed partial class EventFilter
{
    private readonly List<Func<int, bool>> _connections = [];
    private readonly List<HashSet<string>> _services = [];
    private readonly List<Func<WireEvent, bool>> _directions = [];
    private readonly List<Func<WireEvent, bool>> _others = [];

    /// <summary>The open connections of the selected services.</summary>
    private readonly HashSet<int> _served = [];

    /// <summary>The connection that the last event closed. Removed with the next one, because an event may be passed more than once.</summary>
    private int _closed;

    private EventFilter()
    {
    }

    /// <summary>Selects all events.</summary>
    public static EventFilter All { get; } = new();

    /// <summary>Whether it selects all events.</summary>
    public bool IsAll => _connections.Count + _services.Count + _directions.Count + _others.Count == 0;

    /// <summary>Parses a filter.</summary>
    /// <param name="words">The words, separated by spaces.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="problem">What is wrong, and what would be right.</param>
    public static bool TryParse(string words, [NotNullWhen(true)] out EventFilter? filter, [NotNullWhen(false)] out string? problem)
    {
        var all = new EventFilter();
        problem = words.Count('"') % 2 != 0
            ? $"the filter has a quote that is not closed: {words}"
            : Words().Matches(words).Select(word => all.Add(word.Value)).FirstOrDefault(static wrong => wrong is not null);
        filter = problem is null ? all : null;
        return problem is null;
    }

    /// <summary>Whether an event is shown.</summary>
    /// <param name="happened">The event.</param>
    public bool Matches(WireEvent happened) =>
        IsAll
        || (IsOfService(happened)
            && _connections.TrueForAll(test => test(happened.Connection))
            && _directions.TrueForAll(test => test(happened))
            && _others.TrueForAll(test => test(happened)));

    /// <summary>Whether to show a silence on a connection. False if the filter selects kinds of events or text.</summary>
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

    /// <summary>Adds a word. Returns what is wrong with it, or null.</summary>
    private string? Add(string written)
    {
        var word = written.Replace("\"", "", StringComparison.Ordinal);
        if (word.Length == 0)
        {
            return null;
        }

        var colon = written.StartsWith('"') ? -1 : word.IndexOf(':', StringComparison.Ordinal);
        var value = word[(colon + 1)..];
        return (colon < 0 ? "" : word[..colon]) switch
        {
            "connection" or "c" => AddConnections(word, value),
            "service" => AddServices(word, value),
            "to" => AddDirection(word, value),
            "what" => AddKinds(word, value),
            "fault" => AddFaults(word, value),
            "text" => AddText(value),
            _ => AddText(word),
        };
    }

    private string? AddConnections(string word, string value)
    {
        var ranges = new List<(int From, int To)>();
        foreach (var item in value.Split(','))
        {
            var (from, to) = item.Split('-') is [var low, var high] ? (low, high) : (item, item);
            if (!int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                || !int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                || last < first)
            {
                return $"'{word}': '{item}' is not a connection number: write c:2, c:2,5 or c:2-7";
            }

            ranges.Add((first, last));
        }

        _connections.Add(connection => ranges.Exists(range => connection >= range.From && connection <= range.To));
        return null;
    }

    private string? AddServices(string word, string value)
    {
        var names = value.Split(',').ToHashSet(StringComparer.Ordinal);
        _services.Add(names);
        return names.Contains("") ? $"'{word}': write the name of a service, as service:echo or service:echo,book" : null;
    }

    private string? AddDirection(string word, string value)
    {
        Direction? direction = value switch
        {
            "server" => Direction.ToServer,
            "client" => Direction.ToClient,
            _ => null,
        };
        _directions.Add(happened => happened.Direction == direction && happened.Kind is not (WireEventKind.Close or WireEventKind.Note));
        return direction is null ? $"'{word}': write to:server or to:client" : null;
    }

    private string? AddKinds(string word, string value)
    {
        var all = Enum.GetValues<WireEventKind>().Select(static kind => kind.Word()).ToList();
        var kinds = value.Split(',');
        _others.Add(happened => kinds.Contains(happened.Kind.Word()));
        return Array.Find(kinds, kind => !all.Contains(kind)) is { } wrong ? $"'{word}': '{wrong}' is not one of {string.Join(", ", all)}" : null;
    }

    /// <summary>Any name is allowed: a recording may have faults that this version does not know.</summary>
    private string? AddFaults(string word, string value)
    {
        var names = value.Split(',');
        _others.Add(happened => names.Contains(happened.Fault));
        return names.Contains("") ? $"'{word}': write the name of a fault, as fault:delay or fault:delay,split" : null;
    }

    /// <summary>Searches the bytes as UTF-8, in which invalid bytes become replacement characters.</summary>
    private string? AddText(string text)
    {
        _others.Add(happened =>
            (happened.Text?.Contains(text, StringComparison.OrdinalIgnoreCase) ?? false)
            || (happened.Fault?.Contains(text, StringComparison.OrdinalIgnoreCase) ?? false)
            || Encoding.UTF8.GetString(happened.Bytes.Span).Contains(text, StringComparison.OrdinalIgnoreCase));
        return null;
    }

    /// <summary>Words, of which any part may be in quotes.</summary>
    [GeneratedRegex("""([^\s"]|"[^"]*")+""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Words();
}
