namespace Tincan.Checks.Contexts;

/// <summary>The bytes that have been received from the program and not yet consumed.</summary>
/// <param name="wire">Our end of the connection.</param>
/// <param name="time">The clock.</param>
/// <param name="waits">The waits of the case.</param>
/// <param name="cancel">Cancels the case.</param>
/// <param name="padding">The size to which spaces pad each message; the spaces are removed. 0 for no padding.</param>
/// <param name="bufferSize">The size of the buffer that the program sends for each message, of which only the text counts; 0 if it sends the text alone.</param>
internal sealed class Incoming(Wire wire, TimeProvider time, Waits waits, CancellationToken cancel, int padding = 0, int bufferSize = 0)
{
    private const int MaxAvailable = 1024 * 1024;

    /// <summary>How long a FIN needs over loopback.</summary>
    private static readonly TimeSpan LoopbackDelay = TimeSpan.FromMilliseconds(5);

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly List<byte> _bytes = [];
    private readonly List<byte> _sent = [];
    private WireException? _broken;

    public int Count => _bytes.Count;

    /// <summary>Whether anything has been received.</summary>
    public bool HasReceived { get; private set; }

    /// <summary>Whether the program has sent a FIN.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether a receive is under way.</summary>
    public bool IsReceiving { get; private set; }

    /// <summary>Whether to ignore a line end that comes next. Programs without line ends in their protocol may send one or not.</summary>
    public bool SkipsLineEnd { get; set; }

    private ReadOnlySpan<byte> Bytes => CollectionsMarshal.AsSpan(_bytes);

    /// <summary>Waits for more bytes.</summary>
    /// <exception cref="WireException">The connection broke.</exception>
    public async Task<ReceiveResult> ReceiveAsync(TimeSpan wait)
    {
        if (HasEnded)
        {
            return ReceiveResult.End;
        }

        if (_broken is not null)
        {
            throw _broken;
        }

        using var timeout = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        if (!waits.MayEndEarly(wait))
        {
            timeout.CancelAfter(wait);
        }

        try
        {
            do
            {
                var count = await ReceiveAsync(wait, timeout, either.Token);
                HasEnded = count == 0;
                Add(_buffer.AsSpan(0, count));
                SkipLineEnd();
            }
            while (!HasEnded && Count == 0);

            return HasEnded ? ReceiveResult.End : ReceiveResult.Bytes;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Part of a buffer is text as well.
            var before = Count;
            ConsumeBuffer(_sent.Count);
            return Count > before ? ReceiveResult.Bytes : ReceiveResult.Timeout;
        }
    }

    /// <summary>Receives, until the timeout, or until it is certain that nothing comes.</summary>
    private async ValueTask<int> ReceiveAsync(TimeSpan wait, CancellationTokenSource timeout, CancellationToken either)
    {
        var receiving = wire.ReceiveAsync(_buffer, either);
        if (!waits.MayEndEarly(wait))
        {
            return await receiving;
        }

        IsReceiving = true;
        try
        {
            var received = receiving.AsTask();
            if (!await waits.EndsWithinAsync(received, wait))
            {
                timeout.Cancel();
            }

            return await received;
        }
        finally
        {
            IsReceiving = false;
        }
    }

    private void Add(ReadOnlySpan<byte> received)
    {
        HasReceived |= !received.IsEmpty;
        if (bufferSize == 0)
        {
            AddPadded(received);
            return;
        }

        _sent.AddRange(received);
        while (_sent.Count >= bufferSize || (HasEnded && _sent.Count > 0))
        {
            ConsumeBuffer(Math.Min(bufferSize, _sent.Count));
        }
    }

    private void AddPadded(ReadOnlySpan<byte> received)
    {
        while (padding > 0 && received.Length > padding)
        {
            _bytes.AddRange(received[..padding].TrimEnd((byte)' '));
            received = received[padding..];
        }

        _bytes.AddRange(padding > 0 ? received.TrimEnd((byte)' ') : received);
    }

    /// <summary>Consumes one buffer of the program: its text ends at the first zero byte.</summary>
    private void ConsumeBuffer(int length)
    {
        var sent = CollectionsMarshal.AsSpan(_sent)[..length];
        _bytes.AddRange(sent.IndexOf((byte)0) is var end and >= 0 ? sent[..end] : sent);
        _sent.RemoveRange(0, length);
    }

    /// <summary>Receives what is already there, or on its way over loopback. If the connection breaks, the next receive throws.</summary>
    public async Task ReceiveAvailableAsync()
    {
        try
        {
            while (Count < MaxAvailable && await ReceiveAsync(LoopbackDelay) == ReceiveResult.Bytes)
            {
            }
        }
        catch (WireException error)
        {
            _broken = error;
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Receives the rest of a wrong answer, so that the report shows all of it.</summary>
    /// <param name="quiet">How long the connection must be quiet.</param>
    public async Task ReceiveUntilQuietAsync(TimeSpan quiet)
    {
        try
        {
            while (Count < _buffer.Length && await ReceiveAsync(quiet) == ReceiveResult.Bytes)
            {
            }
        }
        catch (WireException)
        {
            // The wrong answer is the first failure, not the broken connection.
        }
    }

    /// <summary>Whether this is the beginning of the expected bytes, and more should come.</summary>
    public bool IsBeginningOf(ReadOnlySpan<byte> expected) => Count < expected.Length && expected.StartsWith(Bytes);

    public bool BeginsWith(ReadOnlySpan<byte> expected) => Bytes.StartsWith(expected);

    public int IndexOf(ReadOnlySpan<byte> bytes) => Bytes.IndexOf(bytes);

    /// <summary>Looks for a message at the start.</summary>
    public FrameCut Cut(IFramer framer, int seen) => Bytes.IsEmpty ? FrameCut.NeedMore : framer.Cut(Bytes, seen);

    /// <summary>Consumes the message at the start if it is the expected one.</summary>
    public bool TryConsume(FrameCut cut, Func<ReadOnlySpan<byte>, bool> isExpected)
    {
        if (!isExpected(Bytes.Slice(cut.Start, cut.Length)))
        {
            return false;
        }

        Consume(cut.Consumed);
        return true;
    }

    public void Consume(int count) => _bytes.RemoveRange(0, count);

    public string ConsumeLine(int length, int terminator)
    {
        var line = Encoding.UTF8.GetString(Bytes[..length]);
        Consume(length + terminator);
        return line;
    }

    /// <summary>Consumes everything as one line, without the line end that it may have even in raw.</summary>
    public string ConsumeRawLine() => ConsumeLine(Count - LineEnd.LengthAtEnd(Bytes), LineEnd.LengthAtEnd(Bytes));

    /// <summary>Consumes the first message, if the bytes consist of known messages, or end with them; otherwise null.</summary>
    public string? ConsumeKnown(IReadOnlySet<string> known)
    {
        // In raw, a line end alone is no message.
        Consume(Bytes.IndexOfAnyExcept("\r\n\0"u8) is var first and >= 0 ? first : Count);
        var text = Encoding.Latin1.GetString(Bytes);
        for (var from = 0; from < text.Length; from++)
        {
            if (!IsKnown(text[from..], known) || (from > 0 && text[from - 1] == '.'))
            {
                continue;
            }

            // Unknown text before a known message is a complete message.
            var length = from > 0 ? from : known.Where(one => text.StartsWith(one, StringComparison.OrdinalIgnoreCase) && IsKnown(text[one.Length..], known)).Max(static one => one.Length);
            return ConsumeLine(length, LineEnd.LengthAtStart(Bytes[length..]));
        }

        return null;
    }

    /// <summary>Whether the text consists of known messages, each with or without a line end.</summary>
    private static bool IsKnown(string text, IReadOnlySet<string> known)
    {
        var rest = text.TrimStart('\r', '\n', '\0');
        return rest.Length == 0 || known.Any(one => rest.StartsWith(one, StringComparison.OrdinalIgnoreCase) && IsKnown(rest[one.Length..], known));
    }

    public byte[] ToArray() => [.. _bytes];

    /// <summary>Removes a line end at the start, if it is to be ignored.</summary>
    public void SkipLineEnd()
    {
        if (!SkipsLineEnd || Count == 0 || (Count == 1 && _bytes[0] == '\r' && !HasEnded))
        {
            return;
        }

        SkipsLineEnd = false;
        Consume(LineEnd.LengthAtStart(Bytes));
    }
}

/// <summary>How a receive ended.</summary>
internal enum ReceiveResult
{
    /// <summary>Bytes were received.</summary>
    Bytes,

    /// <summary>No byte was received in time.</summary>
    Timeout,

    /// <summary>The program sent a FIN.</summary>
    End,
}
