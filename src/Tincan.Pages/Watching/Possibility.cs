using Tincan.Pages.Expressions;
using Tincan.Pages.Rules;

namespace Tincan.Pages.Watching;

/// <summary>
/// A state that the server may be in on one connection, as far as a watcher can tell: its variables, and what it still has to do. Where the page's rules
/// depend on something that the watcher does not know, one state becomes several.
/// </summary>
/// <param name="norm">What the page says.</param>
internal sealed class Possibility(PageNorm norm)
{
    /// <summary>More keys than this are forgotten, because each state has a copy of them.</summary>
    private const int MostShared = 1000;

    private IDictionary<string, Value> _captures = new Dictionary<string, Value>();
    private (Rule Rule, int Next, IDictionary<string, Value> Captures)? _waiting;

    public required IReadOnlyDictionary<string, Value> Parameters { get; init; }

    /// <summary>The variables of the connection.</summary>
    public Variables My { get; private init; } = new();

    /// <summary>The variables of the service, as far as this connection has set them.</summary>
    public Variables Our { get; private init; } = new() { IsPartial = true };

    /// <summary>What the server still has to do, in order.</summary>
    public List<Expectation> Owed { get; private init; } = [];

    /// <summary>If not null, the client sends this many bytes next, without framing.</summary>
    public int? Taking { get; private set; }

    /// <summary>The name of these bytes on the page.</summary>
    public string? TakenAs => _waiting is var (rule, next, _) ? ((TakeAction)rule.Actions[next]).Name : null;

    /// <summary>The server ends the connection after what it owes.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Nothing can be said about what the server does from here on.</summary>
    public bool IsBlind { get; private set; }

    /// <summary>Something has come that was part of <see cref="AnythingExpected"/>.</summary>
    public bool HasSeenAnything { get; set; }

    public Possibility Copy() => new(norm)
    {
        Parameters = Parameters,
        My = My.Copy(),
        Our = Our.Copy(),
        Owed = [.. Owed],
        Taking = Taking,
        IsOver = IsOver,
        IsBlind = IsBlind,
        HasSeenAnything = HasSeenAnything,
        _captures = new Dictionary<string, Value>(_captures),
        _waiting = _waiting is var (rule, next, captures) ? (rule, next, new Dictionary<string, Value>(captures)) : null,
    };

    /// <summary>The server does something else than the page's default for a message that it has no rule for: what it does is not on the page.</summary>
    public void LeaveOpen()
    {
        var line = Owed[0].Line;
        while (Owed is [{ IsDefault: true }, ..])
        {
            Owed.RemoveAt(0);
        }

        Owed.Insert(0, new AnythingExpected(line));
        (HasSeenAnything, IsOver) = (true, false);
    }

    /// <summary>Something happens: the states that the server may be in after it. None if no rule is for it.</summary>
    /// <param name="rules">The rules for it, in order.</param>
    /// <param name="message">The message, if it is one.</param>
    public IEnumerable<Possibility> Apply(IEnumerable<Rule> rules, ByteText? message)
    {
        foreach (var rule in rules)
        {
            var scope = ScopeOf(rule.Captures == CaptureLife.Transcript ? new Dictionary<string, Value>(_captures) : []);
            var applies = PageNorm.Applies(rule, message, scope);
            if (applies == false)
            {
                continue;
            }

            var next = applies is null ? Copy() : this;
            next._captures = rule.Captures == CaptureLife.Rule ? next._captures : scope.Captures;
            next.Run(rule, 0, next.ScopeOf(scope.Captures));
            yield return next;
            if (applies == true)
            {
                yield break;
            }
        }
    }

    /// <summary>The bytes that a rule takes have come.</summary>
    public void Take(ByteText bytes)
    {
        if (_waiting is not var (rule, next, captures))
        {
            return;
        }

        _waiting = null;
        Taking = null;
        captures[((TakeAction)rule.Actions[next]).Name] = new TextValue(bytes);
        Run(rule, next + 1, ScopeOf(captures));
    }

    private Scope ScopeOf(IDictionary<string, Value> captures) => new() { Captures = captures, Parameters = Parameters, My = My, Our = Our };

    private void Run(Rule rule, int from, Scope scope)
    {
        try
        {
            for (var i = from; i < rule.Actions.Count && !IsOver; i++)
            {
                if (rule.Actions[i] is TakeAction take)
                {
                    Taking = take.Count.Evaluate(scope).TryNumber(out var count) && count is >= 0 and <= TakeAction.MaxCount && count == decimal.Truncate(count) ? (int)count : throw new UnknownValueException();
                    _waiting = (rule, i, scope.Captures);
                    return;
                }

                Do(rule, rule.Actions[i], scope);
            }
        }
        catch (Exception error) when (error is EvaluationException or UnknownValueException or ArgumentException)
        {
            // The rules have no value for it, and a server of the page would close. Another one knows better.
            IsBlind = true;
        }

        if (Our.Count > MostShared)
        {
            Our.Clear();
        }
    }

    private void Do(Rule rule, RuleAction action, Scope scope)
    {
        switch (action)
        {
            case SendAction send:
                Owe(rule, norm.SaysReplies(rule, send) ? ReplyExpected.Of(send, scope) : new AnythingExpected(send.At.Line));
                break;
            case FinishAction:
                Owe(rule, new EndExpected(action.At.Line, RehearsedEnd.Finish));
                break;
            case CloseAction or ResetAction:
                Owe(rule, new EndExpected(action.At.Line, action is CloseAction ? RehearsedEnd.Close : RehearsedEnd.Reset));
                IsOver = true;
                break;
            case SetAction { Variable: var variable } set:
                Set(variable, scope, ValueOf(set.Value, scope));
                break;
            case DeleteAction { Variable: { Key: { } key } variable }:
                variable.Of(scope).Remove(variable.Name, key.Evaluate(scope).AsText());
                break;
            case DeleteAction { Variable: var variable }:
                variable.Of(scope).Remove(variable.Name);
                break;
            default:
                // Waits take no time here, and who is in a room cannot be seen.
                break;
        }
    }

    private void Owe(Rule rule, Expectation next)
    {
        if (next is not AnythingExpected || Owed is not [.., AnythingExpected])
        {
            Owed.Add(next with { IsDefault = rule.Event == RuleEvent.AnythingElse });
        }
    }

    private static void Set(StateExpression variable, Scope scope, Value value)
    {
        if (variable.Key is null)
        {
            variable.Of(scope)[variable.Name] = value;
        }
        else
        {
            variable.Of(scope).Set(variable.Name, variable.Key.Evaluate(scope).AsText(), value);
        }
    }

    private static Value ValueOf(Expression expression, Scope scope)
    {
        try
        {
            return expression.Evaluate(scope).Known;
        }
        catch (UnknownValueException)
        {
            return Value.Unknown;
        }
    }
}
