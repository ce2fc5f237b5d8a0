using Tincan.Parsing;
using Tincan.Pages.Messages;

namespace Tincan.Pages.Transcripts;

/// <summary>A conversation, a line for each message or event.</summary>
/// <param name="At">Where it is on the page.</param>
/// <param name="Steps">Its lines, in order.</param>
public sealed record Transcript(Token At, IReadOnlyList<Step> Steps)
{
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

    /// <summary>Whether a parameter is named in it.</summary>
    public bool Mentions(string parameter) => Forms.Any(form => form.Captures.Concat(form.Needs).Any(name => name.Text == $"${parameter}"));

    public IEnumerable<MessageStep> Messages => AllSteps.OfType<MessageStep>();
}
