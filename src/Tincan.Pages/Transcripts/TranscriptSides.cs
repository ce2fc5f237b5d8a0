using Tincan.Pages.Messages;

namespace Tincan.Pages.Transcripts;

/// <summary>Which sides of a transcript can be played: one that sends must know all bytes, one that is checked need not.</summary>
public static class TranscriptSides
{
    /// <summary>What keeps some of the roles from being played; null if nothing does.</summary>
    /// <param name="transcript">The conversation.</param>
    /// <param name="parameters">The parameters of the page, which have values from the start.</param>
    /// <param name="plays">The roles to play; the others are the program's.</param>
    public static Token? WhyNotPlayed(Transcript transcript, IEnumerable<string> parameters, Func<Role, bool> plays)
    {
        HashSet<string> known = [.. parameters];
        foreach (var step in transcript.AllSteps)
        {
            if (step is OutputStep printed)
            {
                known.UnionWith(CapturesOf(printed.Line));
            }

            var message = step switch
            {
                MessageStep said => said.Message,
                RawStep raw => raw.Bytes,
                UnfinishedStep unfinished => unfinished.Message,
                FillStep fill => fill.Message,
                _ => null,
            };
            if (message is null)
            {
                continue;
            }

            if (plays(((WireStep)step).From))
            {
                if (message.Unsendable is { } gap)
                {
                    return gap;
                }

                if (message.Captures.Concat(message.Needs).FirstOrDefault(name => !known.Contains(name.Text[1..])) is { Bytes.IsEmpty: false } unknown)
                {
                    return unknown;
                }
            }
            else
            {
                known.UnionWith(CapturesOf(message));
            }
        }

        return null;
    }

    private static IEnumerable<string> CapturesOf(MessageForm message) =>
        message.Captures.Select(static name => name.Text[1..]).Concat(message is RegexMessage regex ? regex.Groups : []);
}
