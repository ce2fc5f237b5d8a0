using System.Collections.Concurrent;
using Tincan.Wires;

namespace Tincan.Framing.Framings;

/// <summary>
/// A codec that guesses the framing of each direction from its first messages (lengths, JSON, netstrings, headers, RESP, MLLP), and otherwise detects lines and
/// reads as <see cref="MessageCodec.Auto"/> does.
/// </summary>
public static class GuessedCodec
{
    /// <summary>Makes one for a service. Each guess is remarked once, on the first connection where it is made.</summary>
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
                        && Remark(direction, guess) is var remark && told.TryAdd(remark, true) ? remark : null,
                };
            },
        };
    }

    private static GuessingFramer Guessing(GuessingFramer? other = null) => new(new EvidenceFramer(MessageCodec.MaxLine), other);

    private static string Remark(Direction direction, MessageFraming guess) =>
        $"the {(direction == Direction.ToServer ? "client" : "server")}'s messages look like '{guess.Words}'; --messages sets another framing";
}
