using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Drawing;

/// <summary>
/// Whose turn it is on one connection. Who was sent a whole message owes the next one. A message without its end leaves both waiting: one
/// for the rest, the other for an answer. A side that said FIN cannot be waited for.
/// </summary>
internal sealed class Turn
{
    private readonly MessageCount _client = new();
    private readonly MessageCount _server = new();
    private Direction? _last;
    private long _greetings;

    /// <summary>What the server must send next, if the protocol is known: nothing if it is empty.</summary>
    private string? _expects;
    private bool _clientFinished;
    private bool _serverFinished;

    /// <summary>Nothing can be said any more.</summary>
    public bool IsOver => _clientFinished && _serverFinished;

    /// <summary>Takes note of an event.</summary>
    /// <returns>The messages, if it is a segment.</returns>
    public IReadOnlyList<MessagePart> Add(WireEvent happened)
    {
        switch (happened.Kind)
        {
            case WireEventKind.Receive or WireEventKind.Send:
                return Said(happened);
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

    /// <summary>Who waits for whom now.</summary>
    public Wait Wait() => (_clientFinished, _serverFinished) switch
    {
        (true, true) => new(Waiting.Nobody, "nobody can speak any more"),
        (true, _) => new(Waiting.Client, Together("client has finished", Unfinished("server", _client))),
        (_, true) => new(Waiting.Server, Together("server has finished", Unfinished("client", _server))),
        _ => _last switch
        {
            null => new(Waiting.Both, "nothing was said yet"),
            Direction.ToServer => AfterWords(_client, Waiting.Client, "client", "server"),
            _ => AfterWords(_server, Waiting.Server, "server", "client"),
        },
    };

    private IReadOnlyList<MessagePart> Said(WireEvent segment)
    {
        _last = segment.Direction;
        _expects = segment.Expects;
        if (segment.Direction == Direction.ToClient)
        {
            return _server.Add(segment);
        }

        if (_client is { Complete: 0, Unfinished: 0 })
        {
            // What a server says unasked answers nothing.
            _greetings = _server.Complete;
        }

        return _client.Add(segment);
    }

    private Wait AfterWords(MessageCount speaker, Waiting answered, string name, string listener)
    {
        if (!speaker.IsKnown)
        {
            return new(Waiting.Both, "nothing tells where a message ends");
        }

        if (speaker.Unfinished > 0)
        {
            return new(Waiting.Both, Unfinished(listener, speaker));
        }

        var answers = _server.Complete - _greetings;
        var counts = speaker == _server && _client.Complete > answers
            ? $"{Readable.Count(_client.Complete, "request")}, {(answers == 1 ? "1 reply" : $"{answers} replies")}"
            : null;
        return _expects switch
        {
            "" => new(Waiting.Server),
            not null => new(Waiting.Client, counts is null ? $"the page expects {_expects}" : $"{counts}; the page expects {_expects}"),
            _ when counts is not null => new(Waiting.Client, counts),
            _ => new(answered, WithoutLineEnd(speaker, name, listener)),
        };
    }

    /// <summary>One side ends its messages with a line end and the other does not: a side that waits may be waiting for a line end.</summary>
    private string? WithoutLineEnd(MessageCount speaker, string name, string listener) =>
        !speaker.HasLineEnds && (speaker == _client ? _server : _client) is { HasLineEnds: true, HasRaw: false }
            ? $"what the {name} sends has no line end; what the {listener} sends has one"
            : null;

    private static string? Unfinished(string listener, MessageCount speaker) => speaker.Unfinished > 0
        ? $"{listener} has {Readable.Count(speaker.Unfinished, "byte")} of a message without its end"
        : null;

    private static string Together(string one, string? other) => other is null ? one : $"{one}; {other}";
}
