using System.Text;
using Tincan.Framing;
using Tincan.Wires;

namespace Tincan.Reverse;

/// <summary>The connection to a reverse server that may close it after any answer.</summary>
/// <param name="first">A connection on which nothing was received yet.</param>
/// <param name="connect">Connects again.</param>
/// <param name="options">How to speak.</param>
internal sealed class ReverseConnection(Wire first, Func<CancellationToken, Task<Wire>> connect, ReverseClientOptions options) : IAsyncDisposable
{
    private Wire _wire = first;
    private byte[] _greeting = Encoding.UTF8.GetBytes(options.Greeting);

    /// <summary>What is spoken on it.</summary>
    public LineChannel Lines { get; private set; } = Speak(first, options);

    /// <summary>The server closes after an answer, and was connected to again.</summary>
    public bool WasReopened { get; private set; }

    /// <summary>The server closed it and does not take another.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Something was answered on this connection.</summary>
    public bool HasAnswered { get; set; }

    /// <summary>The server reset it.</summary>
    public bool WasReset { get; set; }

    /// <summary>Takes the greeting, and the line end that some servers put after it.</summary>
    public async Task<ReadOnlyMemory<byte>> GreetAsync(CancellationToken cancel)
    {
        var greeting = await Lines.ReadGreetingAsync(_greeting, cancel);
        var end = Lines.Pending.Span.IndexOfAnyExcept("\r\n\0"u8);
        end = end < 0 ? Lines.Pending.Length : end;
        if (!greeting.IsEmpty && end > 0)
        {
            Lines.Take(end);
        }

        // Nobody waits for another greeting after the next connect.
        _greeting = greeting.ToArray();
        return greeting;
    }

    /// <summary>Connects again after the server has closed, and takes the same greeting.</summary>
    /// <returns>False if it does not take another connection.</returns>
    public async Task<bool> TryReopenAsync(Action<string> notice, CancellationToken cancel)
    {
        var greeting = _greeting;
        await DisposeAsync();
        try
        {
            _wire = await connect(cancel);
        }
        catch (ConnectException)
        {
            IsGone = true;
            return false;
        }

        Lines = Speak(_wire, options);
        (HasAnswered, WasReset) = (false, false);
        await GreetAsync(cancel);
        _greeting = greeting;
        if (!WasReopened)
        {
            WasReopened = true;
            notice("the server closes the connection after an answer: connecting again for the next line");
        }

        return true;
    }

    public ValueTask FinishAsync(CancellationToken cancel) => IsGone ? ValueTask.CompletedTask : _wire.FinishAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await _wire.DisposeAsync();
        Lines.Dispose();
    }

    private static LineChannel Speak(Wire wire, ReverseClientOptions options) =>
        new(wire, options.Lines with { Dialect = Dialect.Auto }) { Sending = Dialect.Lf };
}
