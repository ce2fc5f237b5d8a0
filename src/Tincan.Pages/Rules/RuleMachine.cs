using Tincan.Pages.Expressions;

namespace Tincan.Pages.Rules;

/// <summary>
/// The rules of a page at work: the state of a service and of its connections. It does nothing by itself and never waits: each call applies the rule for
/// what has happened, and what the server has to do goes to the members' outputs. Calls must not overlap.
/// </summary>
public sealed class RuleMachine(IReadOnlyList<Rule> rules, IReadOnlyDictionary<string, Value> parameters)
{
    /// <summary>The map of the service with the names of everyone in the room.</summary>
    public const string Names = "names";

    private readonly Variables _our = new();
    private readonly List<Member> _room = [];

    /// <summary>Whether clients enter the room by a <c>join</c>; otherwise by connecting.</summary>
    private readonly bool _hasJoin = rules.SelectMany(static rule => rule.Actions).Any(static action => action is JoinAction);

    /// <summary>How long a client may be silent before there is a rule for it, the shortest first.</summary>
    public IReadOnlyList<TimeSpan> Silences { get; } = [.. rules.Where(static rule => rule.Event == RuleEvent.Silence).Select(static rule => rule.Time).Distinct().Order()];

    /// <summary>A client has connected.</summary>
    public Member Connect(IRuleOutput output)
    {
        var member = new Member(output);
        if (!_hasJoin)
        {
            _room.Add(member);
        }

        _ = Apply(member, RuleEvent.Connect, null);
        return member;
    }

    /// <summary>A client has sent a message.</summary>
    /// <returns>False if no rule is for it.</returns>
    public bool Receive(Member member, ByteText message) =>
        Apply(member, RuleEvent.Message, message) || Apply(member, RuleEvent.AnythingElse, message);

    /// <summary>A client has sent part of a message, and then a FIN.</summary>
    /// <returns>False if no rule is for it.</returns>
    public bool ReceiveUnfinished(Member member, ByteText rest) => Apply(member, RuleEvent.Unfinished, rest);

    /// <summary>The bytes that an action took, <see cref="Member.Taking"/>, have come.</summary>
    public void Take(Member member, ByteText bytes)
    {
        var (rule, next, scope) = member.Waiting!.Value;
        var take = (TakeAction)rule.Actions[next];
        member.Waiting = null;
        scope.Captures[take.Name] = new TextValue(bytes);
        Run(member, rule, next + 1, scope);
    }

    /// <summary>A client has sent nothing for one of the <see cref="Silences"/>.</summary>
    public void BeSilent(Member member, TimeSpan time) => _ = Apply(member, RuleEvent.Silence, null, time);

    /// <summary>A client has sent a FIN, or its connection has ended in another way. It leaves the room after the rules for it.</summary>
    public void End(Member member)
    {
        if (member.HasEnded)
        {
            return;
        }

        member.HasEnded = true;
        _ = Apply(member, RuleEvent.End, null);
        Leave(member);
    }

    private bool Apply(Member member, RuleEvent happens, ByteText? message, TimeSpan time = default)
    {
        foreach (var rule in rules)
        {
            if (rule.Event != happens || rule.Time != time)
            {
                continue;
            }

            var scope = new Scope { Parameters = parameters, My = member.My, Our = _our };
            scope = rule.Captures == CaptureLife.Transcript ? scope.With(member.Captures) : scope;
            if (rule.Message is { } form && !form.Matches(message!.Value, scope))
            {
                continue;
            }

            if (message is { } text)
            {
                scope.Captures[RuleNames.Message] = new TextValue(text);
            }

            if (rule.When is null || rule.When.Evaluate(scope).IsTrue)
            {
                member.Captures = rule.Captures == CaptureLife.Rule ? member.Captures : scope.Captures;
                Run(member, rule, 0, scope);
                return true;
            }
        }

        return false;
    }

    private void Run(Member member, Rule rule, int from, Scope scope)
    {
        for (var i = from; i < rule.Actions.Count; i++)
        {
            if (rule.Actions[i] is TakeAction take)
            {
                member.Taking = CountOf(take, scope);
                member.Waiting = (rule, i, scope);
                return;
            }

            Do(member, rule.Actions[i], scope);
        }
    }

    private static int CountOf(TakeAction take, Scope scope)
    {
        var value = take.Count.Evaluate(scope);
        return value.TryNumber(out var count) && count >= 0 && count <= TakeAction.MaxCount && count == decimal.Truncate(count)
            ? (int)count
            : throw new EvaluationException(take.At.Error($"{value.AsText()} is no number of bytes from 0 to {TakeAction.MaxCount}"));
    }

    private void Do(Member member, RuleAction action, Scope scope)
    {
        switch (action)
        {
            case SendAction send:
                Send(member, send, scope);
                break;
            case CloseAction:
                member.Output.Close();
                break;
            case FinishAction:
                member.Output.Finish();
                break;
            case ResetAction:
                member.Output.Reset();
                break;
            case WaitAction wait:
                member.Output.Wait(wait.Time.ToTime(scope));
                break;
            case SetAction { Variable: var variable } set:
                var value = set.Value.Evaluate(scope);
                if (variable.Key is null)
                {
                    variable.Of(scope)[variable.Name] = value;
                }
                else
                {
                    variable.Of(scope).Set(variable.Name, variable.Key.Evaluate(scope).AsText(), value);
                }

                break;
            case DeleteAction { Variable: { Key: { } key } variable }:
                variable.Of(scope).Remove(variable.Name, key.Evaluate(scope).AsText());
                break;
            case DeleteAction { Variable: var variable }:
                variable.Of(scope).Remove(variable.Name);
                break;
            case JoinAction join:
                Join(member, join.Name?.Evaluate(scope).AsText());
                break;
            case LeaveAction:
                Leave(member);
                break;
            default:
                throw new NotSupportedException(action.GetType().Name);
        }
    }

    private void Send(Member member, SendAction send, Scope scope)
    {
        var name = send.Name?.Evaluate(scope).AsText();
        var recipients = send.Recipients switch
        {
            Recipients.Sender => [member],
            Recipients.Others => _room.Where(other => other != member),
            Recipients.All => _room,
            _ => _room.Where(other => other.Name == name),
        };
        var content = send.Message.Write(scope);
        foreach (var recipient in recipients)
        {
            recipient.Output.Send(content, send.IsRaw);
        }
    }

    private void Join(Member member, ByteText? name)
    {
        Leave(member);
        member.Name = name;
        _room.Add(member);
        if (name is { } given)
        {
            _our.Set(Names, given, Value.True);
        }
    }

    private void Leave(Member member)
    {
        _room.Remove(member);
        if (member.Name is { } name && !_room.Exists(other => other.Name == name))
        {
            _our.Remove(Names, name);
        }

        member.Name = null;
    }
}
