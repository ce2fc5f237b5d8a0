using Tincan.Framing;
using Tincan.Wires;

namespace Tincan.Names;

/// <summary>Asks a resolver, name by name, on one connection; or on one a name, if the resolver closes after each answer.</summary>
/// <param name="connect">Connects to the resolver.</param>
/// <param name="lines">Dialect, limit and quiet times.</param>
public sealed class ResolveClient(Func<CancellationToken, Task<Wire>> connect, LineOptions lines) : IAsyncDisposable
{
    private readonly KeptConnection<LineSession> _connection =
        new(async cancel => new LineSession(await connect(cancel), lines));

    /// <summary>Asks for a name.</summary>
    /// <param name="name">The name; not blank, because a blank raw message is no bytes at all.</param>
    /// <param name="cancel">Gives up; the client is good only for disposal then.</param>
    /// <exception cref="ConnectException">The resolver cannot be reached.</exception>
    /// <exception cref="WireException">The connection broke, or was closed without an answer.</exception>
    public async Task<Answer> AskAsync(ReadOnlyMemory<byte> name, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(name.Length, nameof(name));
        var text = await _connection.AskAsync(session => AskAsync(session.Lines, name, cancel), cancel)
            ?? throw new WireException(CloseReason.PeerFinished, "the server closed the connection without an answer");
        return Answer.Read(name.Span, text);
    }

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<byte[]?> AskAsync(LineChannel lines, ReadOnlyMemory<byte> name, CancellationToken cancel)
    {
        await lines.SendAsync(name.Span, cancel);
        var answer = await lines.ReadAsync(cancel);
        return answer.IsEnd ? null : answer.Content.ToArray();
    }
}
