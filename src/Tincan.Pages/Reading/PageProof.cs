using Tincan.Parsing;
using Tincan.Pages.Messages;
using Tincan.Pages.Rules;
using Tincan.Pages.Transcripts;

namespace Tincan.Pages.Reading;

/// <summary>Finds what is wrong on a page whose parts can all be read: names without a value, rules that can never apply, transcripts that nobody can play.</summary>
internal static class PageProof
{
    /// <exception cref="SyntaxException">Something is wrong.</exception>
    public static void Check(Page page)
    {
        var parameters = page.Parameters.Select(static parameter => parameter.Name).ToHashSet();
        new RuleNames(parameters).Check(page.Rules);
        CheckReach(page.Rules);
        foreach (var added in page.Cases)
        {
            CheckCondition(added, page);
            CheckSides(added, parameters);
        }
    }

    /// <summary>A rule after one that takes everything, or after the same one, never applies.</summary>
    private static void CheckReach(IReadOnlyList<Rule> rules)
    {
        List<Rule> before = [];
        foreach (var rule in rules)
        {
            if (before.Find(earlier => Takes(earlier, rule)) is { } earlier)
            {
                throw rule.At.Error($"this rule can never apply: line {earlier.At.Line} has a rule for all of it");
            }

            if (rule.When is null)
            {
                before.Add(rule);
            }
        }
    }

    private static bool Takes(Rule earlier, Rule rule) => earlier.Event == rule.Event && earlier.Time == rule.Time
        && (earlier.Message is null or AnyMessage || IsOneCapture(earlier.Message) || earlier.Message.At.Bytes.SequenceEqual(rule.Message!.At.Bytes));

    private static bool IsOneCapture(MessageForm message) => message is TextMessage { Pieces: [CapturePiece { Kind: CaptureKind.Any }] };

    private static void CheckCondition(PageCase added, Page page)
    {
        if (added.When is not var (name, value))
        {
            return;
        }

        if (page.WhyNot(name, value) is { } problem)
        {
            throw added.At.Error(problem);
        }
    }

    private static void CheckSides(PageCase added, HashSet<string> parameters)
    {
        var client = TranscriptSides.WhyNotPlayed(added.Transcript, parameters, static role => role.Kind != RoleKind.Server);
        var server = TranscriptSides.WhyNotPlayed(added.Transcript, parameters, static role => role.Kind == RoleKind.Server);
        if (client is { } why && server is not null)
        {
            throw why.Error("nobody can play this transcript: neither the lines of C nor those of S say all of the bytes to send");
        }
    }
}
