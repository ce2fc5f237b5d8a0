using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Checks.Tests.Pages;

/// <summary>What can be wrong with a room, beside what a client alone can find.</summary>
internal enum RoomBug
{
    None,

    /// <summary>One buffer for the lines of all clients.</summary>
    SharedBuffer,

    /// <summary>A send to a client that reads nothing waits, and everybody else with it.</summary>
    WaitsForSlow,

    /// <summary>After a reset the server serves nobody.</summary>
    DiesOfReset,

    /// <summary>More than eight clients are not told anything.</summary>
    HasEightSlots,
}

/// <summary>A server of protocols/mini-serv.md as a beginner writes it, with one bug.</summary>
internal sealed class NaiveRoom(RoomBug bug) : IServer
{
    private readonly List<Client> _clients = [];
    private readonly StringBuilder _shared = new();
    private int _next;
    private bool _isDead;

    public async Task ServeAsync(Conversation conversation)
    {
        var wire = conversation.Wire;
        var id = _next++;
        _clients.Add(new Client(id, wire));
        await TellAsync(id, $"server: client {id} just arrived\n");
        try
        {
            var mine = bug == RoomBug.SharedBuffer ? _shared : new StringBuilder();
            var chunk = new byte[4096];
            while (await wire.ReceiveAsync(chunk) is > 0 and var count)
            {
                mine.Append(Encoding.Latin1.GetString(chunk, 0, count));
                var lines = mine.ToString().Split('\n');
                mine.Clear().Append(lines[^1]);
                foreach (var line in lines[..^1])
                {
                    await TellAsync(id, $"client {id}: {line}\n");
                }
            }
        }
        catch (WireException)
        {
            _isDead |= bug == RoomBug.DiesOfReset;
        }
        finally
        {
            _clients.RemoveAll(one => one.Id == id);
        }

        await TellAsync(id, $"server: client {id} just left\n");
    }

    private async Task TellAsync(int from, string text)
    {
        foreach (var client in _clients.Take(bug == RoomBug.HasEightSlots ? 8 : int.MaxValue).Where(client => client.Id != from && !_isDead).ToList())
        {
            client.Sending = SendAsync(client.Sending, client.Wire, Encoding.Latin1.GetBytes(text));
            if (bug == RoomBug.WaitsForSlow)
            {
                await client.Sending;
            }
        }
    }

    private static async Task SendAsync(Task before, Wire wire, byte[] bytes)
    {
        await before;
        try
        {
            await wire.SendAsync(bytes);
        }
        catch (WireException)
        {
            // The client has left.
        }
    }

    private sealed class Client(int id, Wire wire)
    {
        public int Id => id;

        public Wire Wire => wire;

        public Task Sending { get; set; } = Task.CompletedTask;
    }
}
