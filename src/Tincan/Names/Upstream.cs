using Microsoft.Extensions.Logging;
using Tincan.Framing;
using Tincan.Wires;

namespace Tincan.Names;

/// <summary>One client's line to one table server.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly WireAddress _server;
    private readonly LineOptions _lines;
    private readonly ILogger _log;
    private readonly KeptConnection<LineSession> _connection;
    private bool _owesAnswer;
    private bool _sending;

    public Upstream(WireAddress server, Func<WireAddress, CancellationToken, Task<Wire>> connect, LineOptions lines, ILogger log)
    {
        _server = server;
        _lines = lines;
        _log = log;
        _connection = new(async cancel => new LineSession(await connect(server, cancel), lines));
    }

    /// <summary>Asks for a name.</summary>
    /// <param name="name">The name; it must stay as it is until this completes.</param>
    /// <param name="cancel">The deadline, or another server was faster.</param>
    /// <returns>The answer to this very question, or null: silent, refused, gone and too late are all the same.</returns>
    public async Task<byte[]?> AskAsync(ReadOnlyMemory<byte> name, CancellationToken cancel)
    {
        // Raw answers have no edges: one that is late would run together with the next. Elsewhere the name tells them apart.
        if (_owesAnswer && _lines.Dialect is Dialect.Raw or Dialect.Auto)
        {
            await _connection.DropAsync();
        }

        _owesAnswer = true;
        _sending = false;
        try
        {
            var answer = await _connection.AskAsync(session => AskAsync(session.Lines, name, cancel), cancel);
            _owesAnswer = false;
            return answer;
        }
        catch (OperationCanceledException)
        {
            if (_sending)
            {
                // Half a question may be on its way; the next one would continue it.
                await _connection.DropAsync();
            }

            return null;
        }
        catch (Exception error) when (error is ConnectException or WireException)
        {
            NamesLog.Silent(_log, _server, error.Message);
            await _connection.DropAsync();
            return null;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<byte[]?> AskAsync(LineChannel lines, ReadOnlyMemory<byte> name, CancellationToken cancel)
    {
        _sending = true;
        await lines.SendAsync(name.Span, cancel);
        _sending = false;
        while (true)
        {
            var answer = await lines.ReadAsync(cancel);
            if (answer.IsEnd)
            {
                return null;
            }

            if (Answer.IsFor(name.Span, answer.Span))
            {
                return answer.Content.ToArray();
            }
        }
    }
}
