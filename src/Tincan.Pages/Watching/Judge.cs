using Tincan.Pages.Rules;

namespace Tincan.Pages.Watching;

/// <summary>
/// Judges one conversation by the rules of its page. It keeps every state that the server may be in, and finds fault only with what fits none of them: a
/// correct program is never blamed. Where the page says too little, it gives up, and says nothing more.
/// </summary>
internal sealed class Judge
{
    private const int MostPossible = 32;

    /// <summary>No more departures are reported after so many.</summary>
    private const int MostDepartures = 5;

    private readonly PageNorm _norm;
    private readonly HashSet<Expectation> _marked = new(ReferenceEqualityComparer.Instance);
    private List<Possibility> _possible;
    private int _departures;
    private bool _clientHasReset;

    public Judge(PageNorm norm)
    {
        _norm = norm;
        _possible = [.. norm.Parameters.Select(parameters => new Possibility(norm) { Parameters = parameters })];
        Happen(norm.Connects);
    }

    /// <summary>It has given up: from here on the page says nothing about the conversation.</summary>
    public bool IsLost { get; private set; }

    /// <summary>If not null, the client sends this many bytes next, without framing.</summary>
    public int? Taking => Agreed(static one => one.Taking);

    /// <summary>The name of these bytes on the page.</summary>
    public string? TakenAs => _possible[0].TakenAs;

    /// <summary>If not null, the server sends this many bytes next, without framing.</summary>
    public int? RawReply => IsLost ? null : Agreed(static one => one.Owed is [ReplyExpected { IsRaw: true, Length: var length }, ..] ? length ?? -1 : null);

    /// <summary>An empty message comes next, which is the end of the bytes without framing before it.</summary>
    public bool GoesOn => !IsLost && _possible.TrueForAll(static one => one.Owed is [ReplyExpected { IsRaw: true } or ReplyExpected { Length: 0 }, ..]);

    /// <summary>What the server must do next, in words; empty if nothing; null if the page does not say.</summary>
    public string? Expects
    {
        get
        {
            if (IsLost || _possible.Exists(static one => one.IsBlind || one.Owed.Exists(static owed => owed is AnythingExpected)))
            {
                return null;
            }

            return _possible.TrueForAll(static one => one.Owed.Count == 0) ? ""
                : _possible.TrueForAll(static one => one.Owed.Count > 0) ? Alternatives()
                : null;
        }
    }

    /// <summary>Nothing more is judged.</summary>
    public void GiveUp() => IsLost = true;

    /// <summary>Somebody else may have changed what the server remembers.</summary>
    public void ForgetShared() => _possible.ForEach(static one => one.Our.Clear());

    /// <summary>The client has sent a message.</summary>
    /// <returns>Where that leaves the page; null if it does not.</returns>
    public string? Ask(ByteText message)
    {
        // The client may not know yet that the server closes.
        if (IsLost || _possible.Exists(static one => one.IsOver))
        {
            IsLost = true;
            return null;
        }

        List<Possibility> next = [];
        foreach (var one in _possible)
        {
            // A client that sends its next message has all it waited for, whatever it was.
            if (one is { Owed: [AnythingExpected], HasSeenAnything: true })
            {
                one.Owed.Clear();
            }

            one.HasSeenAnything = false;
            next.AddRange(one.Apply(_norm.Messages, message));
        }

        if (next.Count == 0)
        {
            IsLost = true;
            return _norm.IsOfTranscripts ? null : Unexpected(message);
        }

        Become(next);
        return null;
    }

    /// <summary>The bytes of the client that a rule takes have come.</summary>
    public void Take(ByteText bytes) => _possible.ForEach(one => one.Take(bytes));

    /// <summary>The server has sent a message, or the bytes without framing that it owes.</summary>
    /// <returns>Where that leaves the page; null if it does not.</returns>
    public string? Reply(ByteText content)
    {
        if (IsLost)
        {
            return null;
        }

        List<Possibility> next = [.. _possible.SelectMany(one => After(one, content))];
        if (next.Count == 0 && _norm.Silences.Count > 0)
        {
            next = [.. _possible.SelectMany(one => _norm.Silences.SelectMany(rule => one.Copy().Apply([rule], null))).SelectMany(one => After(one, content))];
        }

        if (next.Count > 0)
        {
            Become(next);
            return null;
        }

        return Wrong(content);
    }

    /// <summary>The client has half-closed, or reset the connection.</summary>
    /// <param name="rest">What it has sent of a message that is not whole.</param>
    /// <param name="isReset">RST; otherwise FIN.</param>
    public void ClientEnds(ByteText rest, bool isReset)
    {
        _clientHasReset |= isReset;
        if (IsLost || isReset)
        {
            return;
        }

        switch (rest.Length > 0 ? _norm.Unfinished : Unfinished.Ignored)
        {
            case null:
                IsLost = true;
                break;
            case Unfinished.Answered:
                _ = Ask(rest);
                break;
            case Unfinished.Refused:
                Happen(_norm.Unfinisheds);
                break;
            default:
                break;
        }

        Happen(_norm.Ends);
    }

    /// <summary>The server has half-closed, or reset the connection.</summary>
    /// <returns>Where that leaves the page; null if it does not.</returns>
    public string? ServerEnds()
    {
        var isEarly = !IsLost && !_clientHasReset && _possible.TrueForAll(static one => one is { IsBlind: false, Owed: [ReplyExpected, ..] });
        var first = isEarly ? _possible[0].Owed[0] : null;
        IsLost = true;
        return first is null ? null : $"the page expects {Alternatives()} before the server ends ({first.Place})";
    }

    private int? Agreed(Func<Possibility, int?> of)
    {
        var first = of(_possible[0]);
        if (_possible.TrueForAll(one => of(one) == first) && first is null or >= 0)
        {
            return first;
        }

        // Where the next message begins is not known.
        IsLost = true;
        return null;
    }

    private void Happen(IReadOnlyList<Rule> rules)
    {
        List<Possibility> next = [];
        foreach (var one in _possible)
        {
            List<Possibility> after = [.. one.Apply(rules, null)];
            next.AddRange(after.Contains(one) ? after : after.Prepend(one));
        }

        Become(next);
    }

    private void Become(List<Possibility> next)
    {
        _possible = next.Count > MostPossible ? next[..1] : next;
        IsLost |= next.Count > MostPossible;
    }

    /// <summary>The states after the server has sent something.</summary>
    private static IEnumerable<Possibility> After(Possibility one, ByteText content)
    {
        if (one.IsBlind)
        {
            return [one];
        }

        switch (one.Owed)
        {
            case [ReplyExpected reply, ..] when reply.Matches(content):
                one.Owed.RemoveAt(0);
                return [one];
            case [AnythingExpected, .. var rest]:
                var after = rest is [ReplyExpected later, ..] && later.Matches(content) ? one.Copy() : null;
                after?.Owed.RemoveRange(0, 2);
                one.HasSeenAnything = true;
                return after is null ? [one] : [one, after];
            default:
                return [];
        }
    }

    /// <summary>The server has sent what no rule gives. It is taken for the reply that was due, so that the next one is judged by itself.</summary>
    private string? Wrong(ByteText content)
    {
        var owes = _possible.Find(static one => one.Owed.Count > 0);
        var due = owes?.Owed[0];
        var words = owes is null ? "nothing from the server" : Alternatives();
        foreach (var one in _possible.Where(static one => one.Owed.Count > 0))
        {
            if (one.Owed[0].IsDefault)
            {
                one.LeaveOpen();
                continue;
            }

            // A reply that is due later has come too early; the one before it is still missing.
            var later = one.Owed.FindIndex(owed => owed is ReplyExpected reply && reply.Matches(content));
            one.Owed.RemoveAt(Math.Max(later, 0));
        }

        IsLost |= due is EndExpected { IsDefault: false } || ++_departures >= MostDepartures;
        return due is not null && !_marked.Add(due) ? null : $"the page expects {words} here{(due is null ? "" : $" ({due.Place})")}";
    }

    /// <summary>What the server may have to do next.</summary>
    private string Alternatives()
    {
        var all = _possible.SelectMany(static one => one.Owed.Take(1)).Select(static owed => owed.Words).Distinct().ToList();
        return all.Count > 3 ? $"{all[0]} or one of {all.Count - 1} others" : string.Join(" or ", all);
    }

    private string Unexpected(ByteText message)
    {
        var scope = new Expressions.Scope { Parameters = _possible[0].Parameters };
        var rule = _norm.Messages.FirstOrDefault(rule => rule.Message is { } form && form.Matches(message, scope));
        if (rule is { When: not null })
        {
            return $"the page expects this message only in another state (line {rule.At.Line})";
        }

        var names = _norm.Messages.Select(static rule => MessageName.Of(rule.Message!)).OfType<string>().Distinct().ToList();
        return $"the page expects {(names.Count == 0 ? "no message" : string.Join(" or ", names.Take(3)))}{(names.Count > 3 ? " or another message that it has a rule for" : "")} here";
    }
}
