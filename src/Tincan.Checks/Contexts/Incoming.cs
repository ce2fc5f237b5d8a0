namespace Tincan.Checks.Contexts;

/// <summary>What has come from a program under check and was not taken off yet.</summary>
/// <param name="wire">Our end of the connection.</param>
/// <param name="time">The clock.</param>
/// <param name="cancel">Ends when the case has to.</param>
/// <param name="padding">The number of bytes to which each message is padded with blanks, which are no part of it; 0 for none.</param>
/// <param name="bufferSize">The program sends a buffer of this many bytes for each message, of which the text counts; 0 if it sends the text alone.</param>
internal sealed class Incoming(Wire wire, TimeProvider time, CancellationToken cancel, int padding = 0, int bufferSize = 0)
{
    private const int MaxAvailable = 1024 * 1024;

    /// <summary>How long a FIN takes that the program has sent just before.</summary>
    private static readonly TimeSpan LoopbackDelay = TimeSpan.FromMilliseconds(5);

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly List<byte> _bytes = [];
    private readonly List<byte> _sent = [];
    private WireException? _broken;

    public int Count => _bytes.Count;

    /// <summary>Something has come.</summary>
    public bool HasReceived { get; private set; }

    /// <summary>The program's FIN came: nothing more does.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>A line end that comes next is not part of anything: programs that end messages with silence send one, or not.</summary>
    public bool SkipsLineEnd { get; set; }

    private ReadOnlySpan<byte> Bytes => CollectionsMarshal.AsSpan(_bytes);

    /// <summary>Waits for more.</summary>
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
        timeout.CancelAfter(wait);
        try
        {
            do
            {
                var count = await wire.ReceiveAsync(_buffer, either.Token);
                HasEnded = count == 0;
                Add(_buffer.AsSpan(0, count));
                SkipLineEnd();
            }
            while (!HasEnded && Count == 0);

            return HasEnded ? ReceiveResult.End : ReceiveResult.Bytes;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // What comes without the rest of a buffer is its text as well.
            var before = Count;
            ConsumeBuffer(_sent.Count);
            return Count > before ? ReceiveResult.Bytes : ReceiveResult.Timeout;
        }
    }

    private void Add(ReadOnlySpan<byte> came)
    {
        HasReceived |= !came.IsEmpty;
        if (bufferSize == 0)
        {
            AddPadded(came);
            return;
        }

        _sent.AddRange(came);
        while (_sent.Count >= bufferSize || (HasEnded && _sent.Count > 0))
        {
            ConsumeBuffer(Math.Min(bufferSize, _sent.Count));
        }
    }

    private void AddPadded(ReadOnlySpan<byte> came)
    {
        while (padding > 0 && came.Length > padding)
        {
            _bytes.AddRange(came[..padding].TrimEnd((byte)' '));
            came = came[padding..];
        }

        _bytes.AddRange(padding > 0 ? came.TrimEnd((byte)' ') : came);
    }

    /// <summary>Takes a buffer off that the program has sent: what counts of it stands before its first zero byte.</summary>
    private void ConsumeBuffer(int length)
    {
        var sent = CollectionsMarshal.AsSpan(_sent)[..length];
        _bytes.AddRange(sent.IndexOf((byte)0) is var end and >= 0 ? sent[..end] : sent);
        _sent.RemoveRange(0, length);
    }

    /// <summary>Takes what is here already, or on its way over loopback; that the connection broke is for the next receive to tell.</summary>
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
            // The case is over.
        }
    }

    /// <summary>Waits for what belongs to a wrong answer, so that a person sees all of it.</summary>
    /// <param name="quiet">The silence behind which nothing more belongs to it.</param>
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
            // That it ended, too, is not what is wrong first.
        }
    }

    /// <summary>It is right so far, and there should be more.</summary>
    public bool IsBeginningOf(ReadOnlySpan<byte> expected) => Count < expected.Length && expected.StartsWith(Bytes);

    public bool BeginsWith(ReadOnlySpan<byte> expected) => Bytes.StartsWith(expected);

    public int IndexOf(ReadOnlySpan<byte> bytes) => Bytes.IndexOf(bytes);

    /// <summary>Looks for a message at the front.</summary>
    public FrameCut Cut(IFramer framer, int seen) => Bytes.IsEmpty ? FrameCut.NeedMore : framer.Cut(Bytes, seen);

    /// <summary>Takes off the message at the front if it is the right one.</summary>
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

    /// <summary>Takes off all there is as one line, without the line end that it may have in spite of the dialect.</summary>
    public string ConsumeRawLine() => ConsumeLine(Count - LineEnd.LengthAtEnd(Bytes), LineEnd.LengthAtEnd(Bytes));

    /// <summary>Takes off the first message of what came, if all of it is known messages, or ends with them; null if not.</summary>
    public string? ConsumeKnown(IReadOnlySet<string> known)
    {
        // A line end by itself ends nothing in raw.
        Consume(Bytes.IndexOfAnyExcept("\r\n\0"u8) is var first and >= 0 ? first : Count);
        var text = Encoding.Latin1.GetString(Bytes);
        for (var from = 0; from < text.Length; from++)
        {
            if (!IsKnown(text[from..], known) || (from > 0 && text[from - 1] == '.'))
            {
                continue;
            }

            // What nobody knows before what is known is a message of its own, and over.
            var length = from > 0 ? from : known.Where(one => text.StartsWith(one, StringComparison.OrdinalIgnoreCase) && IsKnown(text[one.Length..], known)).Max(static one => one.Length);
            return ConsumeLine(length, LineEnd.LengthAtStart(Bytes[length..]));
        }

        return null;
    }

    /// <summary>Nothing but known messages, one after another, each with or without a line end.</summary>
    private static bool IsKnown(string text, IReadOnlySet<string> known)
    {
        var rest = text.TrimStart('\r', '\n', '\0');
        return rest.Length == 0 || known.Any(one => rest.StartsWith(one, StringComparison.OrdinalIgnoreCase) && IsKnown(rest[one.Length..], known));
    }

    public byte[] ToArray() => [.. _bytes];

    /// <summary>Takes a line end off if it may come, and has.</summary>
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

/// <summary>What came of waiting.</summary>
internal enum ReceiveResult
{
    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Nothing in time.</summary>
    Timeout,

    /// <summary>FIN.</summary>
    End,
}
