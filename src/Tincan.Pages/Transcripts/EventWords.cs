namespace Tincan.Pages.Transcripts;

/// <summary>The words in brackets that say what happens on a connection.</summary>
internal static class EventWords
{
    /// <summary>Reads one.</summary>
    /// <param name="word">The word.</param>
    /// <param name="sender">The role before the colon: only a server that the program calls can refuse connections.</param>
    /// <exception cref="SyntaxException">It is no such word.</exception>
    public static TranscriptEvent Read(Token word, Role sender) => word.Text switch
    {
        "connects" => TranscriptEvent.Connects,
        "FIN" => TranscriptEvent.Fin,
        "closes" => TranscriptEvent.Closes,
        "RST" => TranscriptEvent.Reset,
        "silence" => TranscriptEvent.Silence,
        "refuses" when sender.Kind == RoleKind.Upstream => TranscriptEvent.Refuses,
        "refuses" => throw word.Error("only a server that the program calls refuses connections: T1: [refuses]"),
        var text => throw word.Error($"{word} is no event: {DidYouMean.Hint(text, ["connects", "FIN", "closes", "RST", "refuses", "silence", "after", "within", "times", "unjudged", "fills", "raw", "unfinished", "any number", "same connection"],
            @"connects, FIN, closes, RST, refuses, silence TIME, after TIME, within TIME, times N, unjudged, fills SIZE, raw, unfinished, any number, same connection; a message that begins with a bracket is written \[")}"),
    };
}
