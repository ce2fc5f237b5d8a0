using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Pages;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>Cases for a server whose clients read what others send. They follow from a conversation of several clients and from the rules.</summary>
/// <param name="page">The page.</param>
/// <param name="suite">The name of the suite.</param>
/// <param name="room">The conversation.</param>
/// <param name="rude">What a server may refuse to read.</param>
internal sealed class DerivedRoomCases(Page page, string suite, Room room, RudeBytes rude)
{
    private const int ManyClients = 20;

    private string Words { get; } = Transmission.Words(room.Speech.Message);

    /// <summary>All of them that fit the page.</summary>
    public IEnumerable<Case> All
    {
        get
        {
            yield return Of("ahead", Level.Must, $"Messages that come in one read, such as {Words} twice, all reach the others, in order.",
                "TCP keeps no borders between sends: two messages may arrive together.",
                "One recv may return more than one message: collect what it returns in a buffer, take one message after another from it, and keep the rest.",
                async play =>
                {
                    await play.PlayAsync(room);
                    await play.SendAsync(room.Speaker, room.Speech, room.Speech);
                });
            yield return Of("halves", Level.Must, $"Halves of {Words} that two clients send in turns do not get into each other's message.",
                "A recv returns what has come of one client's message; another client's may come before the rest.",
                "Keep a buffer for each client, not one for all.",
                HalvesAsync);
            yield return Of("next-client", Level.Must, "After all clients have closed, the server serves the next ones.",
                "Otherwise somebody has to start the server again for each conversation.",
                "Remove a client from all lists when it leaves; an error on its connection must not end the server.",
                play => AgainAsync(play, isReset: false));
            yield return Of("after-reset", Level.Must, "Clients that reset their connections (RST) end only their own conversations.",
                "An uncaught exception ends the server for all clients.",
                "Catch the connection errors of one client where that client is served, also those of a send.",
                play => AgainAsync(play, isReset: true));
            yield return Survives("noise", "Bytes that are no message end their own connection at most: the next clients are served.", "Anything can connect to a port: a browser, a scanner, a client with a bug.",
                "Catch every error of one client where that client is served, and close its connection.", context => rude.Noise(context, room.Speech.Message));
            yield return Survives("too-long", $"A message that {rude.TooLongWords} ends its own connection at most: the next clients are served.",
                "A server that does not check the length runs out of memory, or dies.",
                "Look at the length before you take memory or read, and close the connection if it is more than a message may have.", _ => [rude.TooLong]);
            yield return Of("concurrent", Level.Must, "The server serves the clients of a room while another one is connected and silent.",
                "Otherwise one idle client blocks all others.",
                "Wait for the first message of a client in its own thread or task, or use select; accept must not wait for it.",
                BesideSilentAsync);
            if (room.IsOpen)
            {
                yield return Of("many-clients", Level.Should, $"{ManyClients} clients at the same time all read what one of them sends.",
                    "A hidden limit on the number of clients does not show while only a few connect.",
                    "Keep the clients in a list that grows.",
                    ManyAsync);
            }

            if (SlowReader.WitnessOf(page, room) is { } witness)
            {
                yield return Of("slow-reader", Level.Should, $"A client that reads nothing of what the others send, such as {Words}, does not stop them.",
                    "A send blocks when the other side does not read; a server that waits there serves no other client.",
                    "Set the sockets to non-blocking, and keep what cannot be sent yet in a buffer for each client; or give each client a thread that sends to it from a queue.",
                    play => new SlowReader(play, room).RunAsync(witness),
                    endsQuietly: false,
                    silent: room.Listener);
            }
        }
    }

    private Case Survives(string id, string requirement, string why, string hint, Func<CaseContext, IEnumerable<byte[]>> bytes) => new(
        $"{suite}.{id}", Level.Must, requirement, why, hint, async context =>
        {
            var play = new RoomPlay(page, context);
            foreach (var some in bytes(context))
            {
                var guest = await play.ConnectGuestAsync();
                await RudeBytes.TrySendAsync(context, guest.Peer, some);
                guest.Rehearsed.Finish();
                await play.PauseAsync();
            }

            await play.PlayAsync(room);
            await play.EndAsync();
        })
    { CanPerturb = false };

    private Case Of(string id, Level level, string requirement, string why, string hint, Func<RoomPlay, Task> run, bool endsQuietly = true, Role? silent = null) => new(
        $"{suite}.{id}", level, requirement, why, hint, async context =>
        {
            var play = new RoomPlay(page, context, silent);
            await run(play);
            if (endsQuietly)
            {
                await play.EndAsync();
            }
        })
    { CanPerturb = false };

    private async Task AgainAsync(RoomPlay play, bool isReset)
    {
        await play.PlayAsync(room);
        await play.LeaveAsync(isReset);
        await play.PlayAsync(room);
    }

    private async Task HalvesAsync(RoomPlay play)
    {
        await play.PlayAsync(room);
        var bytes = play.Frame(room.Speech);
        var half = bytes.Length / 2;
        await play[room.Speaker].Peer.SendAsync(bytes.AsMemory(0, half));
        await play.PauseAsync();
        await play[room.Listener].Peer.SendAsync(bytes.AsMemory(0, half));
        await play.PauseAsync();
        await play[room.Speaker].Peer.SendAsync(bytes.AsMemory(half));
        play.Rehearse(room.Speaker, room.Speech);
        await play.ExpectAsync();
        await play[room.Listener].Peer.SendAsync(bytes.AsMemory(half));
        play.Rehearse(room.Listener, room.Speech);
        await play.ExpectAsync();
    }

    private async Task BesideSilentAsync(RoomPlay play)
    {
        var silent = await play.ConnectGuestAsync();
        try
        {
            await play.PlayAsync(room);
        }
        catch (CheckFailedException failed) when (failed.Kind is FailureKind.NoAnswer or FailureKind.NeverConnected)
        {
            // A server that answers no one is not blocked by the silent client.
            await silent.Peer.FinishAsync();
            await play.LeaveAsync(isReset: true);
            try
            {
                await play.PlayAsync(room);
            }
            catch (CheckFailedException wrong) when (wrong.Kind is not FailureKind.NoAnswer)
            {
                // Other cases judge the answer.
            }

            throw new CheckFailedException(FailureKind.BlockedByAnother, "the clients of a room were not served while another one was connected and silent") { Expected = failed.Expected, Got = failed.Got };
        }
    }

    private async Task ManyAsync(RoomPlay play)
    {
        await play.PlayAsync(room);
        for (var i = 0; i < ManyClients; i++)
        {
            await play.JoinAsync();
        }

        await play.SendAsync(room.Speaker, room.Speech);
    }
}
