using System.Collections.Concurrent;
using Tincan.Wires;

namespace Tincan.Framing.Framings;

/// <summary>
/// A codec that guesses the framing of each direction from its first messages (lengths, JSON, netstrings, headers, RESP, MLLP), and otherwise detects lines and
/// reads as <see cref="MessageCodec.Auto"/> does.
/// </summary>
public static class GuessedCodec
{
    /// <summary>Makes one for a service. Each framing that is guessed is remarked once, on the first connection where it is.</summary>
    public static MessageCodec Create()
    {
        var told = new ConcurrentDictionary<string, bool>();
        return new MessageCodec(MessageCodec.Auto.Name, static () => Guessing(), static () => MessageCodec.Greeted(Guessing()))
        {
            Follower = () =>
            {
                var toServer = Guessing();
                var toClient = Guessing(toServer);
                return new FramedFollower(toServer, MessageCodec.Greeted(toClient))
                {
                    Guess = direction => (direction == Direction.ToServer ? toServer : toClient).Guess is { } guess
                        && told.TryAdd(guess.Words, true) ? $"messages look like '{guess.Words}'; --messages sets another framing" : null,
                };
            },
        };
    }

    private static GuessingFramer Guessing(GuessingFramer? other = null) => new(new EvidenceFramer(MessageCodec.MaxLine), other);
}
