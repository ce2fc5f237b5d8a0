using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Rules;
using Tincan.Pages.Transcripts;

namespace Tincan.Pages.Reading;

/// <summary>Finds what is wrong on a page whose parts can all be read: names without a value, rules that can never apply, transcripts that cannot be played.</summary>
internal static class PageProof
{
    /// <exception cref="SyntaxException">Something is wrong.</exception>
    public static void Check(Page page)
    {
        var parameters = page.Parameters.Select(static parameter => parameter.Name).ToHashSet();
        List<IReadOnlyList<Rule>> programs = [page.Rules, .. page.Upstreams.Values, .. page.Cases.SelectMany(static one => one.Transcript.Upstreams.Values)];
        foreach (var rules in programs)
        {
            new RuleNames(parameters).Check(rules);
            CheckReach(rules, parameters);
        }

        CheckTimes(page);
        CheckFills([.. programs.SelectMany(static rules => rules).SelectMany(static rule => ExpressionsOf(rule)), .. page.Cases.SelectMany(static one => one.Transcript.Forms).SelectMany(static form => form.Expressions)], page.Parameters);
        foreach (var added in page.Cases)
        {
            CheckCondition(added, page);
            if (added.About.FirstOrDefault(name => !parameters.Contains(name)) is { } unknown)
            {
                throw added.At.Error($"this case is about '{unknown}', which is no parameter of the page");
            }

            CheckSides(added, parameters);
            CheckInput(added, parameters);
            CheckFiles(added);
            CheckFraming(added, page);
            CheckAgainstRules(added, page);
        }
    }

    /// <summary>Every message of a transcript that is known byte for byte can be framed.</summary>
    private static void CheckFraming(PageCase added, Page page)
    {
        var scope = new Scope { Parameters = Values(added, page) };
        foreach (var step in added.Transcript.Messages)
        {
            if (step.Message.Unsendable is not null || step.Message.Captures.Any(name => scope.Find(name.Text[1..]) is null)
                || step.Message.Needs.Any(name => scope.Find(name.Text[1..]) is null))
            {
                continue;
            }

            var framing = step.To.Kind == RoleKind.Client || step.From.Kind == RoleKind.Upstream ? page.Framing.ToClient : page.Framing.ToServer;
            try
            {
                if (framing.WhyNot(step.Message.Write(scope)) is { } problem)
                {
                    throw step.Message.At.Error($"the framing '{framing.Words}' cannot frame this message: {problem}");
                }
            }
            catch (EvaluationException)
            {
                // It depends on what is captured while the transcript is played.
            }
        }
    }

    /// <summary>The rules do what the transcripts say.</summary>
    private static void CheckAgainstRules(PageCase added, Page page)
    {
        // To a client the server may do anything: it may have another book, or none.
        if (page.Rules.Count == 0 || added.Side == RoleKind.Client || !TranscriptRehearsal.IsPossible(page, added.Transcript))
        {
            return;
        }

        foreach (var set in Sets(added))
        {
            if (new TranscriptRehearsal(page, set).Play(added.Transcript) is var (at, problem))
            {
                throw at.Error($"the case '{added.Id}' contradicts the rules{string.Concat(set.Select(static one => $" with {one.Key}={one.Value}"))}: {problem}");
            }
        }
    }

    /// <summary>The parameters that have to be set so that a case counts: one for each alternative.</summary>
    private static IEnumerable<Dictionary<string, string>> Sets(PageCase added) =>
        added.When.Select(static alternative => new Dictionary<string, string> { [alternative.Parameter] = alternative.Value }).DefaultIfEmpty([]);

    private static IReadOnlyDictionary<string, Value> Values(PageCase added, Page page) => page.Values(Sets(added).First());

    /// <summary>A rule after one that takes everything, or after the same one, never applies.</summary>
    private static void CheckReach(IReadOnlyList<Rule> rules, HashSet<string> parameters)
    {
        List<Rule> before = [];
        foreach (var rule in rules)
        {
            if (before.Find(earlier => Takes(earlier, rule, parameters)) is { } earlier)
            {
                throw rule.At.Error($"this rule can never apply: line {earlier.At.Line} has a rule for all of it");
            }

            if (rule.When is null)
            {
                before.Add(rule);
            }
        }
    }

    private static bool Takes(Rule earlier, Rule rule, HashSet<string> parameters) => earlier.Event == rule.Event && earlier.Time == rule.Time
        && (earlier.Message is null or AnyMessage || IsOneCapture(earlier.Message, parameters) || earlier.Message.At.Bytes.SequenceEqual(rule.Message!.At.Bytes));

    private static bool IsOneCapture(MessageForm message, HashSet<string> parameters) =>
        message is TextMessage { Pieces: [CapturePiece { Kind: CaptureKind.Any, Name: var name }] } && !parameters.Contains(name);

    private static IEnumerable<Expression> ExpressionsOf(Rule rule) =>
    [
        .. rule.Message?.Expressions ?? [],
        .. rule.When is { } condition ? [condition] : (IEnumerable<Expression>)[],
        .. rule.Actions.SelectMany(static action => action switch
        {
            SendAction send => send.Message.Expressions,
            SetAction set => [set.Value],
            _ => [],
        }),
    ];

    /// <summary>What is typed is known before the program is started.</summary>
    private static void CheckInput(PageCase added, HashSet<string> parameters)
    {
        foreach (var line in added.Transcript.Steps.OfType<InputStep>().Select(static step => step.Line).OfType<MessageForm>())
        {
            if (line.Unsendable is { } gap)
            {
                throw gap.Error("a line that is typed says all of its bytes");
            }

            if (line.Captures.Concat(line.Needs).FirstOrDefault(name => !parameters.Contains(name.Text[1..])) is { Bytes.IsEmpty: false } unknown)
            {
                throw unknown.Error("only parameters are known when the program is started, and everything is typed then");
            }
        }
    }

    /// <summary>Times can be calculated from parameters only, whose values are numbers of seconds.</summary>
    private static void CheckTimes(Page page)
    {
        foreach (var name in page.Times.SelectMany(static time => time.Names()))
        {
            var parameter = page.Parameters.FirstOrDefault(one => name.Text == $"${one.Name}")
                ?? throw name.Error($"{name} is no parameter of the page: a time is calculated from parameters only");
            if (page.WhyNot(parameter.Name, parameter.Default) is { } problem)
            {
                throw parameter.At.Error(problem);
            }
        }
    }

    /// <summary>Only the last line of a file can be without a newline.</summary>
    private static void CheckFiles(PageCase added)
    {
        var files = added.Transcript.Steps.OfType<FileStep>().ToList();
        if (files.Find(line => line.IsUnfinished && files.FindLast(other => other.Name == line.Name) != line) is { } inside)
        {
            throw inside.At.Error("only the last line of a file can be [unfinished]");
        }
    }

    private static void CheckCondition(PageCase added, Page page)
    {
        if (added.When.Select(alternative => page.WhyNot(alternative.Parameter, alternative.Value)).FirstOrDefault(static problem => problem is not null) is { } problem)
        {
            throw added.At.Error(problem);
        }

        if (added.IsWithoutLineEnds && !page.HasOptionalLineEnds)
        {
            throw added.At.Error("this case is for programs without line ends, which the page does not allow: 'line-ends optional' in the protocol block does");
        }
    }

    private static void CheckSides(PageCase added, HashSet<string> parameters)
    {
        var client = TranscriptSides.WhyNotPlayed(added.Transcript, parameters, static role => role.Kind != RoleKind.Server);
        var server = TranscriptSides.WhyNotPlayed(added.Transcript, parameters, static role => role.Kind == RoleKind.Server);
        if (client is { } why && server is not null)
        {
            var prefix = parameters.Where(name => why.Text.StartsWith($"${name}", StringComparison.Ordinal)).MaxBy(static name => name.Length);
            throw why.Error("this transcript cannot be played: neither the lines of C nor those of S say all of the bytes to send"
                + (prefix is null ? "" : $"; the value of '{prefix}' before a letter is written $(${prefix})"));
        }
    }

    /// <summary>What fills the holes of a parameter must be as many values as it has holes.</summary>
    private static void CheckFills(IEnumerable<Expression> expressions, IReadOnlyList<PageParameter> page)
    {
        foreach (var fill in expressions.SelectMany(static expression => expression.Fills()))
        {
            var holes = page.FirstOrDefault(parameter => parameter.Name == fill.Parameter.Name)?.Holes ?? [];
            if (holes.Count != fill.Arguments.Count)
            {
                throw fill.At.Error(holes.Count == 0
                    ? $"{fill.Parameter.At} is no parameter with holes in its text, such as {{line}}, so that nothing can be filled in"
                    : $"{fill.Parameter.At} has {holes.Count} hole{(holes.Count == 1 ? "" : "s")}, not {fill.Arguments.Count}: {string.Join(", ", holes)}");
            }
        }
    }
}
