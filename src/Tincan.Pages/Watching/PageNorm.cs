using Tincan.Pages.Expressions;
using Tincan.Pages.Rules;
using Tincan.Pages.Transcripts;

namespace Tincan.Pages.Watching;

/// <summary>What a page says about every conversation of its protocol, and what it leaves open.</summary>
internal sealed class PageNorm
{
    /// <summary>With more combinations of parameters than this, the parameters count as unknown.</summary>
    private const int MostCombinations = 16;

    private readonly bool _saysReplies;

    /// <summary>What the server sends in transcripts: <c>on anything else</c> is more than a default if a transcript has its answer.</summary>
    private readonly HashSet<string> _shown;

    /// <param name="page">The page.</param>
    /// <param name="set">The parameters that are set; the server may have been started with any value of the others.</param>
    public PageNorm(Page page, IReadOnlyDictionary<string, string> set)
    {
        IsOfTranscripts = page.Rules.Count == 0;
        Unfinished = page.Unfinished;
        var rules = IsOfTranscripts
            ? TranscriptRules.Of([.. page.Cases.Where(one => one.When.Count == 0 || one.When.Any(alternative => set.TryGetValue(alternative.Parameter, out var given) && given == alternative.Value))], page.Parameters)
            : page.Rules;
        Connects = [.. rules.Where(static rule => rule.Event == RuleEvent.Connect)];
        Messages = [.. rules.Where(static rule => rule.Event == RuleEvent.Message), .. rules.Where(static rule => rule.Event == RuleEvent.AnythingElse)];
        Silences = [.. rules.Where(static rule => rule.Event == RuleEvent.Silence)];
        Ends = [.. rules.Where(static rule => rule.Event == RuleEvent.End)];
        Unfinisheds = [.. rules.Where(static rule => rule.Event == RuleEvent.Unfinished)];
        _saysReplies = !page.Without.Contains("answers")
            && rules.SelectMany(static rule => rule.Actions).OfType<SendAction>().All(static send => send.Recipients == Recipients.Sender);
        _shown = [.. page.Cases.SelectMany(static one => one.Transcript.AllSteps).OfType<MessageStep>()
            .Where(static step => step.From.Kind == RoleKind.Server).Select(static step => step.Message.At.Text)];
        Parameters = Combinations(page, set);
    }

    /// <summary>The page has no rules: what its transcripts do not say, it does not say.</summary>
    public bool IsOfTranscripts { get; }

    public Unfinished? Unfinished { get; }

    public IReadOnlyList<Rule> Connects { get; }

    /// <summary>The rules for messages, in the order in which they apply.</summary>
    public IReadOnlyList<Rule> Messages { get; }

    public IReadOnlyList<Rule> Silences { get; }

    public IReadOnlyList<Rule> Ends { get; }

    public IReadOnlyList<Rule> Unfinisheds { get; }

    /// <summary>The values that the parameters may have.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, Value>> Parameters { get; }

    /// <summary>
    /// Whether a server has to send exactly what a rule sends: not in a room, where others may cause a message; not if the page says that answers differ
    /// (<c>without answers</c>); and not if the rule is only there so that every message has an answer.
    /// </summary>
    public bool SaysReplies(Rule rule, SendAction send) =>
        _saysReplies && (rule.Event != RuleEvent.AnythingElse || _shown.Contains(send.Message.At.Text));

    /// <summary>Whether a rule applies; null if that is not known. What it captures is added to the scope.</summary>
    public static bool? Applies(Rule rule, ByteText? message, Scope scope)
    {
        try
        {
            if (rule.Message is { } form && !form.Matches(message!.Value, scope))
            {
                return false;
            }

            if (message is { } text)
            {
                scope.Captures[RuleNames.Message] = new TextValue(text);
            }

            return rule.When is null || rule.When.Evaluate(scope).IsTrue;
        }
        catch (Exception error) when (error is UnknownValueException or EvaluationException)
        {
            return null;
        }
    }

    /// <summary>Every value of a parameter that has a list of them; the others are unknown.</summary>
    private static List<IReadOnlyDictionary<string, Value>> Combinations(Page page, IReadOnlyDictionary<string, string> set)
    {
        List<IReadOnlyDictionary<string, Value>> all = [new Dictionary<string, Value>()];
        foreach (var parameter in page.Parameters)
        {
            IReadOnlyList<Value> values = set.TryGetValue(parameter.Name, out var given) ? [new TextValue(given)]
                : parameter.Choices.Count > 0 && all.Count * parameter.Choices.Count <= MostCombinations ? [.. parameter.Choices.Select(static choice => new TextValue(choice))]
                : [Value.Unknown];
            all = [.. all.SelectMany(one => values.Select(value => new Dictionary<string, Value>(one) { [parameter.Name] = value }))];
        }

        return all;
    }
}
