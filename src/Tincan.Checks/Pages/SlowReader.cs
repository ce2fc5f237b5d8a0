using Tincan.Checks.Contexts;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Rules;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>A client of a room that reads nothing, while another one sends and sends.</summary>
/// <param name="play">The room.</param>
/// <param name="room">Its conversation.</param>
internal sealed class SlowReader(RoomPlay play, Room room)
{
    /// <summary>Which client receives something when a new one comes and says what the speaker said first: the speaker, or the new one itself (false). Null if neither does.</summary>
    public static bool? WitnessOf(Page page, Room room)
    {
        var scope = new Scope { Parameters = page.Values(new Dictionary<string, string>()) };
        var rehearsal = new Rehearsal(page.Rules, scope.Parameters);
        Dictionary<Role, RehearsedClient> clients = [];
        foreach (var step in room.Transcript.Steps.OfType<WireStep>())
        {
            var role = step.From.Kind == RoleKind.Client ? step.From : step.To;
            clients.TryAdd(role, clients.TryGetValue(role, out var there) ? there : rehearsal.Connect());
            _ = step is MessageStep { From.Kind: RoleKind.Client } message && clients[role].Send(message.Message.Write(scope));
        }

        _ = clients[room.Speaker].Take();
        clients[room.Speaker].Send(room.Speech.Message.Write(scope));
        var receivesItself = clients[room.Speaker].Take().Count > 0;
        var guest = rehearsal.Connect();
        _ = room.Opening is { } opening && guest.Send(opening.Message.Write(scope));
        return guest.Take().Count > 0 ? false : !receivesItself && clients[room.Speaker].Take().Count > 0 ? true : null;
    }

    /// <summary>Runs the case.</summary>
    /// <param name="isSpeaker">The witness.</param>
    public async Task RunAsync(bool isSpeaker)
    {
        await play.PlayAsync(room);
        var others = room.Transcript.Steps.OfType<WireStep>().Select(static step => step.From.Kind == RoleKind.Client ? step.From : step.To).Distinct()
            .Where(role => role != room.Listener && role != room.Speaker).ToList();
        using var stop = new CancellationTokenSource();
        var reading = others.Select(role => ReadAsync(play[role].Peer, stop.Token)).ToList();
        var speaker = play[room.Speaker].Peer;
        await RudeBytes.FloodAsync(play.Context, speaker, play.Frame(room.Speech));
        var guest = (await play.ConnectGuestAsync()).Peer;
        if (room.Opening is { } opening)
        {
            await guest.SendAsync(play.Frame(opening));
        }

        try
        {
            var witness = isSpeaker ? speaker : guest;
            if (witness.Incoming.Count == 0 && await witness.ReceiveAsync(play.Context.Options.AnswerTimeout, null) is not ReceiveResult.Bytes)
            {
                throw new CheckFailedException(FailureKind.BlockedByAnother, $"a new client came, and {(isSpeaker ? "the others were not sent anything" : "it got no answer")}, because one client of the room does not read");
            }
        }
        finally
        {
            play[room.Listener].Peer.Abort();
            guest.Abort();
            speaker.Abort();
            await stop.CancelAsync();
            await Task.WhenAll(reading);
        }
    }

    /// <summary>Reads all that comes, and forgets it.</summary>
    private static async Task ReadAsync(Peer peer, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested && await peer.Incoming.ReceiveAsync(peer.Options.QuietPeriod) != ReceiveResult.End)
            {
                peer.Incoming.Consume(peer.Incoming.Count);
            }
        }
        catch (WireException)
        {
            // Other cases judge the end of a connection.
        }
    }
}
