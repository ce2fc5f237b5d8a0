using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>The first reply of a server in a transcript, with all that comes before and after it.</summary>
/// <param name="Transcript">The conversation.</param>
/// <param name="Index">Which of its steps is the reply.</param>
internal sealed record Exchange(Transcript Transcript, int Index)
{
    /// <summary>The first reply; null if the transcript has none, or something else than messages and a greeting comes before it.</summary>
    public static Exchange? Of(Transcript transcript)
    {
        var hasAsked = false;
        foreach (var (index, step) in transcript.Steps.Index())
        {
            switch (step)
            {
                case MessageStep { From.Kind: RoleKind.Client }:
                    hasAsked = true;
                    break;
                case MessageStep { From.Kind: RoleKind.Server } when hasAsked:
                    return new Exchange(transcript, index);
                case MessageStep or InputStep or OutputStep or FileStep or EventStep { Event: TranscriptEvent.Connects }:
                case RawStep { From.Kind: RoleKind.Server } when !hasAsked:
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    public MessageStep Reply => (MessageStep)Transcript.Steps[Index];

    /// <summary>The reply, for a report.</summary>
    public string ReplyWords => Transmission.Words(Reply.Message);

    /// <summary>The last request before it, for a report.</summary>
    public string RequestWords => Transmission.Words(Before.OfType<MessageStep>().Last(static step => step.From.Kind == RoleKind.Client).Message);

    /// <summary>What comes after the reply shows whether the client has taken it.</summary>
    public bool ShowsReply => After.Any(static step => step is OutputStep or ExitStep or FileStep { IsWritten: true } or MessageStep { From.Kind: RoleKind.Client });

    /// <summary>Nothing goes over the connection after the reply.</summary>
    public bool IsLast => After.All(static step => step is not (WireStep or EitherOrderStep));

    private IEnumerable<Step> Before => Transcript.Steps.Take(Index);

    private IEnumerable<Step> After => Transcript.Steps.Skip(Index + 1);

    /// <summary>The whole transcript with other steps in place of the reply.</summary>
    public Transcript With(IEnumerable<Step> steps) => Transcript with { Steps = [.. Before, .. steps, .. After] };

    /// <summary>Only what comes before the reply, with all that is typed, and then other steps.</summary>
    public Transcript Until(IEnumerable<Step> steps) => Transcript with { Steps = [.. Before, .. After.Where(static step => step is InputStep or FileStep { IsWritten: false }), .. steps] };
}
