using Tincan.Wires;

namespace Tincan.Drawing;

/// <summary>
/// Whose turn it is on one connection. Whoever received the last complete message is expected to send next. After an unfinished message both sides may
/// wait: one for the rest, the other for an answer. Nobody waits for a side that has sent a FIN.
/// </summary>
internal sealed class Turn
{
    private readonly MessageTracker _client = new();
    private readonly MessageTracker _server = new();
    private Direction? _last;
    private long _greetings;

    /// <summary>What the server must send next, by the protocol's page; empty for nothing, null if there is no page.</summary>
    private string? _expects;
    private bool _clientFinished;
    private bool _serverFinished;

    /// <summary>Whether both directions have ended.</summary>
    public bool IsOver => _clientFinished && _serverFinished;

    /// <summary>Adds an event.</summary>
    /// <returns>The messages of a chunk; otherwise empty.</returns>
    public IReadOnlyList<MessagePart> Add(WireEvent happened)
    {
        switch (happened.Kind)
        {
            case WireEventKind.Receive or WireEventKind.Send:
                return AddChunk(happened);
            case WireEventKind.Fin:
                _clientFinished |= happened.Direction == Direction.ToServer;
                _serverFinished |= happened.Direction == Direction.ToClient;
                break;
            case WireEventKind.Rst or WireEventKind.Close:
                _clientFinished = _serverFinished = true;
                break;
        }

        return [];
    }

    /// <summary>Which end waits for the other now.</summary>
    public Wait Wait() => (_clientFinished, _serverFinished) switch
    {
        (true, true) => new(Waiting.Nobody, "both directions have ended"),
        (true, _) => new(Waiting.Client, Join("client has finished", Unfinished("server", _client))),
        (_, true) => new(Waiting.Server, Join("server has finished", Unfinished("client", _server))),
        _ => _last switch
        {
            null => new(Waiting.Both, "nothing was sent yet"),
            Direction.ToServer => AfterChunk(_client, Waiting.Client, "client", "server"),
            _ => AfterChunk(_server, Waiting.Server, "server", "client"),
        },
    };

    private IReadOnlyList<MessagePart> AddChunk(WireEvent chunk)
    {
        _last = chunk.Direction;
        _expects = chunk.Expects;
        if (chunk.Direction == Direction.ToClient)
        {
            return _server.Add(chunk);
        }

        if (_client is { Complete: 0, Unfinished: 0 })
        {
            // What a server sends before the first request is not a reply.
            _greetings = _server.Complete;
        }

        return _client.Add(chunk);
    }

    private Wait AfterChunk(MessageTracker sent, Waiting waits, string sender, string receiver)
    {
        var replies = _server.Complete - _greetings;
        var counts = sent == _server && _client.Complete > replies
            ? $"{Readable.Count(_client.Complete, "request")}, {(replies == 1 ? "1 reply" : $"{replies} replies")}"
            : null;
        return _expects switch
        {
            _ when !sent.IsKnown => new(Waiting.Both, "nothing tells where a message ends"),
            _ when sent.Unfinished > 0 => new(Waiting.Both, Unfinished(receiver, sent)),
            "" => new(Waiting.Server),
            not null => new(Waiting.Client, counts is null ? $"the page expects {_expects}" : $"{counts}; the page expects {_expects}"),
            _ when counts is not null => new(Waiting.Client, counts),
            _ => new(waits, WithoutLineEnd(sent, sender, receiver)),
        };
    }

    /// <summary>If only one side ends its messages with a line end, that side may be waiting for one.</summary>
    private string? WithoutLineEnd(MessageTracker sent, string sender, string receiver) =>
        !sent.HasLineEnds && (sent == _client ? _server : _client) is { HasLineEnds: true, HasRaw: false }
            ? $"what the {sender} sends has no line end; what the {receiver} sends has one"
            : null;

    private static string? Unfinished(string receiver, MessageTracker sent) => sent.Unfinished > 0
        ? $"{receiver} has {Readable.Count(sent.Unfinished, "byte")} of a message without its end"
        : null;

    private static string Join(string first, string? second) => second is null ? first : $"{first}; {second}";
}
