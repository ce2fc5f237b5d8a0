using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Rules;

namespace Tincan.Pages.Transcripts;

/// <summary>A conversation, a line for each message or event.</summary>
/// <param name="At">Where it is on the page.</param>
/// <param name="Steps">Its lines, in order.</param>
public sealed record Transcript(Token At, IReadOnlyList<Step> Steps)
{
    /// <summary>The rules of servers that the program under test calls, by their numbers, in place of those of the page.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<Rule>> Upstreams { get; init; } = new Dictionary<int, IReadOnlyList<Rule>>();

    /// <summary>All steps, with those in groups.</summary>
    public IEnumerable<Step> AllSteps => Steps.SelectMany(static step => step is EitherOrderStep group ? group.Steps : (IEnumerable<Step>)[step]);

    /// <summary>All that is sent, typed, printed or in a file.</summary>
    public IEnumerable<MessageForm> Forms => AllSteps.Select(static step => step switch
    {
        MessageStep message => message.Message,
        RawStep raw => raw.Bytes,
        UnfinishedStep unfinished => unfinished.Message,
        FillStep fill => fill.Message,
        InputStep input => input.Line,
        OutputStep output => output.Line,
        FileStep file => file.Line,
        _ => null,
    }).OfType<MessageForm>();

    /// <summary>The numbers of the servers that act in it, or are asked, and that the program under test calls.</summary>
    public IReadOnlySet<int> Called => AllSteps.OfType<WireStep>().SelectMany(static step => (Role[])[step.From, step.To]).Where(static role => role.Kind == RoleKind.Upstream).Select(static role => Math.Max(1, role.Number)).ToHashSet();

    /// <summary>All of its times.</summary>
    public IEnumerable<Expression> Times => AllSteps.SelectMany(static step => step switch
    {
        MessageStep message => (Expression?[])[message.After, message.Within],
        RawStep raw => [raw.After],
        EventStep happens => [happens.Time, happens.After],
        _ => [],
    }).OfType<Expression>();

    /// <summary>Whether a parameter is named in what is sent, typed, printed or in a file.</summary>
    public bool Mentions(string parameter) => Forms.Any(form => form.Captures.Concat(form.Needs).Any(name => name.Text == $"${parameter}"));

    public IEnumerable<MessageStep> Messages => AllSteps.OfType<MessageStep>();
}
