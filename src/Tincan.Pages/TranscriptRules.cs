using Tincan.Pages.Expressions;
using Tincan.Pages.Rules;
using Tincan.Pages.Transcripts;

namespace Tincan.Pages;

/// <summary>
/// Rules for a page that has none: a server that answers what the transcripts say, in their order. After the end of a transcript the client may begin
/// any of them again.
/// </summary>
internal static class TranscriptRules
{
    /// <summary>The variable that has what has been said so far of the transcripts that fit.</summary>
    private const string Said = "said";

    public static IReadOnlyList<Rule> Of(IReadOnlyList<PageCase> cases, IReadOnlyList<PageParameter> parameters)
    {
        List<Rule> rules = [];
        HashSet<string> known = [];
        var names = parameters.Select(static parameter => parameter.Name).ToList();
        foreach (var transcript in cases.Select(static one => one.Transcript))
        {
            if (transcript.Steps.All(static step => step is WireStep { From.Number: 0, To.Number: 0 } and not RawStep and not UnfinishedStep and not FillStep and not MessageStep { Times: > 1 })
                && TranscriptSides.WhyNotPlayed(transcript, names, static role => role.Kind == RoleKind.Server) is null)
            {
                Add(transcript, rules, known);
            }
        }

        return rules;
    }

    private static void Add(Transcript transcript, List<Rule> rules, HashSet<string> known)
    {
        var said = "";
        Rule? rule = null;
        foreach (var step in transcript.Steps.Cast<WireStep>())
        {
            if (step.From.Kind == RoleKind.Client)
            {
                if (step is MessageStep message)
                {
                    Close(rule, said, isLast: false, rules, known);
                    rule = new Rule(step.At, RuleEvent.Message, message.Message, default, WhenSaid(step.At, said), []) { Captures = said.Length == 0 ? CaptureLife.NewTranscript : CaptureLife.Transcript };
                    said += step.At.Text + "\n";
                }

                continue;
            }

            rule ??= new Rule(step.At, RuleEvent.Connect, null, default, null, []) { Captures = CaptureLife.NewTranscript };
            rule = rule with { Actions = [.. rule.Actions, .. ActionsFor(step)] };
        }

        Close(rule, said, isLast: true, rules, known);
    }

    /// <summary>Adds a rule, unless another transcript with the same beginning has added it.</summary>
    private static void Close(Rule? rule, string said, bool isLast, List<Rule> rules, HashSet<string> known)
    {
        if (rule is null || !known.Add(rule.Event == RuleEvent.Connect ? "" : said))
        {
            return;
        }

        // At the end nothing has been said, so that all of them can begin again.
        var variable = new StateExpression(rule.At, IsShared: false, Said, Key: null);
        var now = new ConstantExpression(rule.At, isLast ? Value.Nothing : new TextValue(said));
        rules.Add(rule.Event == RuleEvent.Connect ? rule : rule with { Actions = [new SetAction(rule.At, variable, now), .. rule.Actions] });
    }

    private static BinaryExpression WhenSaid(Token at, string said) => new(
        at, "=", new StateExpression(at, IsShared: false, Said, Key: null), new ConstantExpression(at, said.Length == 0 ? Value.Nothing : new TextValue(said)));

    private static IEnumerable<RuleAction> ActionsFor(WireStep step)
    {
        if (((step as MessageStep)?.After ?? (step as EventStep)?.After) is { } time)
        {
            yield return new WaitAction(step.At, time);
        }

        switch (step)
        {
            case MessageStep message:
                yield return new SendAction(step.At, Recipients.Sender, null, message.Message, IsRaw: false);
                break;
            case EventStep { Event: TranscriptEvent.Fin }:
                yield return new FinishAction(step.At);
                break;
            case EventStep { Event: TranscriptEvent.Closes }:
                yield return new CloseAction(step.At);
                break;
            case EventStep { Event: TranscriptEvent.Reset }:
                yield return new ResetAction(step.At);
                break;
            default:
                break;
        }
    }
}
