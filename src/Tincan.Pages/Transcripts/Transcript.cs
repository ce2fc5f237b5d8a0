using Tincan.Parsing;

namespace Tincan.Pages.Transcripts;

/// <summary>A conversation, a line for each message or event.</summary>
/// <param name="At">Where it is on the page.</param>
/// <param name="Steps">Its lines, in order.</param>
public sealed record Transcript(Token At, IReadOnlyList<Step> Steps)
{
    /// <summary>All steps, with those in groups.</summary>
    public IEnumerable<Step> AllSteps => Steps.SelectMany(static step => step is EitherOrderStep group ? group.Steps : (IEnumerable<Step>)[step]);

    public IEnumerable<MessageStep> Messages => AllSteps.OfType<MessageStep>();
}
