namespace Tincan.Protocols.Reverse;

/// <summary>The connection to a reverse server that may close after any answer; the client then connects again.</summary>
/// <param name="first">A connection from which nothing was received yet.</param>
/// <param name="connect">Connects again.</param>
/// <param name="options">Greeting, limit and quiet times; the dialect is ignored.</param>
/// <param name="notice">Called with a sentence for the user at the first reconnect.</param>
internal sealed class ReverseConnection(
    Wire first, Func<CancellationToken, Task<Wire>> connect, ReverseClientOptions options, Action<string> notice) : IAsyncDisposable
{
    private Wire _wire = first;
    private LineChannel _lines = Open(first, options, Dialect.Lf);
    private byte[] _greeting = Encoding.UTF8.GetBytes(options.Greeting);
    private OwedGreeting _owed;
    private bool _wasReset;

    /// <summary>Bytes that have arrived and are not consumed.</summary>
    public ReadOnlyMemory<byte> Pending => _lines.Pending;

    /// <summary>Whether nothing arrives after <see cref="Pending"/>.</summary>
    public bool HasEnded => _lines.HasEnded || _wasReset;

    /// <summary>Whether the server has answered a line on this connection.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Whether the client has reconnected after the server closed.</summary>
    public bool WasReopened { get; private set; }

    /// <summary>Whether an answered line was sent again and not answered since. If the server closes now, nothing is lost.</summary>
    public bool IsAskedAgain { get; set; }

    /// <summary>
    /// Whether several lines were sent at once, and are not all answered. If the server closes now, those that it has not read make its kernel send an RST.
    /// </summary>
    public bool SendsAhead { get; set; }

    /// <summary>Whether the server has closed and does not accept another connection.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The dialect for sending. Defaults to lf; kept after a reconnect.</summary>
    public Dialect Sending
    {
        get => _lines.Sending;
        set => _lines.Sending = value;
    }

    /// <summary>Reads the greeting, and the line end that some servers send after it.</summary>
    public async Task<ReadOnlyMemory<byte>> GreetAsync(CancellationToken cancel)
    {
        var greeting = await _lines.ReadGreetingAsync(_greeting, cancel);
        if (!greeting.IsEmpty)
        {
            TakeLineEnds();
        }

        _owed = new OwedGreeting(_greeting, greeting.Span);

        // The next connection should begin with the same greeting, which then needs no silence to end it.
        _greeting = greeting.ToArray();
        return greeting;
    }

    /// <summary>The greeting as far as it has arrived.</summary>
    public ReadOnlySpan<byte> Greeting => _greeting;

    /// <summary>Whether only a part of the greeting has arrived.</summary>
    public bool IsGreetingTorn => !HasAnswered && _owed.HasBegun;

    /// <summary>Whether <see cref="Pending"/> begins with the rest of the greeting, or with a part of it.</summary>
    public Likeness CompareWithGreeting() =>
        HasAnswered || _owed.In(Pending.Span) == 0 ? Likeness.Other
        : _owed.IsWholeIn(Pending.Span) ? Likeness.Whole
        : Likeness.Partial;

    /// <summary>Takes the rest of the greeting, as far as it has arrived.</summary>
    public void TakeGreeting()
    {
        var rest = Pending[.._owed.In(Pending.Span)];
        _greeting = [.. _greeting, .. rest.Span];
        _owed.Take(rest.Length);
        _lines.Take(rest.Length);
    }

    /// <summary>Removes the line ends at the front of <see cref="Pending"/>.</summary>
    /// <returns>False if there are none.</returns>
    public bool TakeLineEnds()
    {
        var end = Pending.Span.IndexOfAnyExcept("\r\n\0"u8);
        end = end < 0 ? Pending.Length : end;
        if (end > 0)
        {
            _lines.Take(end);
        }

        return end > 0;
    }

    /// <summary>Connects again after the server has closed, and reads the greeting.</summary>
    /// <returns>False if it does not accept another connection.</returns>
    public async Task<bool> TryReopenAsync(CancellationToken cancel)
    {
        var (greeting, sending) = (_greeting, Sending);
        await DisposeAsync();
        try
        {
            _wire = await connect(cancel);
            _lines = Open(_wire, options, sending);
            (HasAnswered, _wasReset) = (false, false);
            await GreetAsync(cancel);
        }
        catch (Exception error) when (error is ConnectException or WireException { Reason: CloseReason.PeerReset })
        {
            // An RST: the kernel accepted the connection just before the server stopped listening.
            IsGone = true;
            return false;
        }

        _greeting = greeting;
        if (!WasReopened)
        {
            WasReopened = true;
            notice("the server closes the connection after an answer: connecting again for the next line");
        }

        return true;
    }

    /// <summary>Writes a line to the send buffer.</summary>
    public void Write(ReadOnlySpan<byte> line) => _lines.Write(line);

    /// <summary>Writes the line end for a line that was sent without one.</summary>
    public void EndLine() => _lines.EndLine();

    /// <summary>Sends the buffer. If the server has closed, the next receive reports it.</summary>
    public async ValueTask FlushAsync(CancellationToken cancel)
    {
        try
        {
            await _lines.FlushAsync(cancel);
        }
        catch (WireException) when (HasAnswered)
        {
            // The server has closed after its last answer.
        }
    }

    /// <summary>Waits until more arrives.</summary>
    /// <returns>False on timeout, or if nothing more can arrive.</returns>
    public async ValueTask<bool> ReceiveAsync(TimeSpan within, CancellationToken cancel)
    {
        if (HasEnded || within == TimeSpan.Zero)
        {
            return false;
        }

        try
        {
            return await _lines.ReceiveAsync(within, cancel) && !HasEnded;
        }
        catch (WireException broken) when (broken.Reason == CloseReason.PeerReset && (WasReopened || IsAskedAgain) && HasAnswered && Pending.IsEmpty)
        {
            // The server closed after its last answer, before the next line arrived. This counts as a FIN.
            _wasReset = true;
            return false;
        }
        catch (WireException broken) when (broken.Reason == CloseReason.PeerReset && SendsAhead)
        {
            _wasReset = true;
            if (!LineEnds.TryFirstLine(Pending.Span, out _))
            {
                // The rest of this answer will not come.
                _lines.Take(Pending.Length);
            }

            return false;
        }
    }

    /// <summary>Removes an answer from the front of <see cref="Pending"/>. Its memory stays valid until the next receive.</summary>
    public void Take(int count)
    {
        HasAnswered = true;
        _lines.Take(count);
    }

    public ValueTask FinishAsync(CancellationToken cancel) => IsGone ? ValueTask.CompletedTask : _wire.FinishAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await _wire.DisposeAsync();
        _lines.Dispose();
    }

    private static LineChannel Open(Wire wire, ReverseClientOptions options, Dialect sending) =>
        new(wire, options.Lines with { Dialect = Dialect.Auto }) { Sending = sending };
}
