using Tincan.Pages.Expressions;

namespace Tincan.Pages.Rules;

/// <summary>Finds names on a page that have no value where they are used, and variables that are never set.</summary>
/// <param name="parameters">The parameters of the page.</param>
public sealed class RuleNames(IReadOnlyCollection<string> parameters)
{
    /// <summary>The message to which a rule applies: <c>$message</c>.</summary>
    public const string Message = "message";

    /// <exception cref="SyntaxException">A name has no value.</exception>
    public void Check(IReadOnlyList<Rule> rules)
    {
        var variables = rules.SelectMany(static rule => rule.Actions).OfType<SetAction>().Select(static set => (set.Variable.IsShared, set.Variable.Name))
            .Append((IsShared: true, Name: RuleMachine.Names)).ToHashSet();
        foreach (var rule in rules)
        {
            HashSet<string> known = [.. parameters];
            CheckNames(rule.Message?.Needs ?? [], known, "a message that is matched can be calculated from parameters only");
            known.UnionWith(rule.Message?.Captures.Select(NameOf) ?? []);
            known.UnionWith(rule.Message is Messages.RegexMessage regex ? regex.Groups : []);
            if (rule.Event is RuleEvent.Message or RuleEvent.AnythingElse or RuleEvent.Unfinished)
            {
                known.Add(Message);
            }

            CheckExpression(rule.When, known, variables);
            foreach (var action in rule.Actions)
            {
                CheckAction(action, known, variables);
            }
        }
    }

    private static string NameOf(Token capture) => capture.Text[1..];

    private static void CheckAction(RuleAction action, HashSet<string> known, HashSet<(bool, string)> variables)
    {
        switch (action)
        {
            case SendAction send:
                if (send.Message.Unsendable is { } gap)
                {
                    throw gap.Error("this can only be received: a message that is sent says all of its bytes");
                }

                CheckNames(send.Message.Captures, known);
                foreach (var expression in send.Message.Expressions)
                {
                    CheckExpression(expression, known, variables);
                }

                CheckExpression(send.Name, known, variables);
                break;
            case SetAction set:
                CheckExpression(set.Variable.Key, known, variables);
                CheckExpression(set.Value, known, variables);
                break;
            case DeleteAction delete:
                CheckExpression(delete.Variable, known, variables);
                break;
            case WaitAction wait:
                CheckExpression(wait.Time, known, variables);
                break;
            case JoinAction join:
                CheckExpression(join.Name, known, variables);
                break;
            case TakeAction take:
                CheckExpression(take.Count, known, variables);
                known.Add(take.Name);
                break;
            default:
                break;
        }
    }

    private static void CheckExpression(Expression? expression, HashSet<string> known, HashSet<(bool, string)> variables)
    {
        if (expression is null)
        {
            return;
        }

        CheckNames(expression.Names(), known);
        foreach (var state in expression.States())
        {
            if (!variables.Contains((state.IsShared, state.Name)))
            {
                throw state.At.Error($"{state.At} is never set: "
                    + DidYouMean.Hint(state.Name, variables.Where(one => one.Item1 == state.IsShared).Select(static one => one.Item2), "a rule sets it with 'set'"));
            }
        }
    }

    private static void CheckNames(IEnumerable<Token> names, HashSet<string> known, string? otherwise = null)
    {
        foreach (var name in names)
        {
            if (!known.Contains(NameOf(name)))
            {
                throw name.Error($"nothing is captured as {name.Text} here: "
                    + DidYouMean.Hint(NameOf(name), known, otherwise ?? (known.Count == 0 ? "there are no names in this rule" : $"the names are {string.Join(", ", known.Order(StringComparer.Ordinal).Select(static one => "$" + one))}")));
            }
        }
    }
}
