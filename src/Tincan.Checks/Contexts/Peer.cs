namespace Tincan.Checks.Contexts;

/// <summary>
/// Our end of a connection to a program under check: expects things of it, and finds out what became of them. What is not as expected is a
/// <see cref="CheckFailedException"/> of a named kind.
/// </summary>
public sealed class Peer : PeerConnection
{
    private byte[]? _skipped;
    private bool _hasSkippedWrong;

    /// <param name="wire">The connection.</param>
    /// <param name="options">How it is checked.</param>
    /// <param name="cancel">Ends when the case has to.</param>
    /// <param name="freesPort">The program is started again on the same port, which may not be left in TIME_WAIT.</param>
    internal Peer(Wire wire, CheckOptions options, CancellationToken cancel, bool freesPort = false)
        : base(wire, options, freesPort, cancel)
    {
    }

    /// <summary>Expects a line with its terminator.</summary>
    /// <param name="line">Its content.</param>
    /// <param name="timeout">How long it may take. Defaults to the options'.</param>
    /// <param name="lateTimeout">How long it is waited for after that, to find out whether it comes late. Defaults to the options' patience.</param>
    public Task ExpectAsync(string line, TimeSpan? timeout = null, TimeSpan? lateTimeout = null) =>
        ExpectAsync(Encoding.UTF8.GetBytes(line), Options.EffectiveAnswerDialect.Terminator().ToArray(), timeout, isLine: true, lateTimeout);

    /// <summary>Expects exactly these bytes.</summary>
    /// <param name="bytes">What.</param>
    /// <param name="timeout">How long they may take. Defaults to the options'.</param>
    public Task ExpectAsync(ReadOnlyMemory<byte> bytes, TimeSpan? timeout = null) => ExpectAsync(bytes, default, timeout, isLine: false);

    /// <summary>Takes off what the program says first, whether it is right or not: a case of its own judges that.</summary>
    public async Task SkipAsync(string greeting)
    {
        var bytes = Encoding.UTF8.GetBytes(greeting);
        if (!await TrySkipAsync(bytes, FirstByteTimeout))
        {
            _skipped = Incoming.Count == 0 ? bytes : null;
            _hasSkippedWrong = true;
            await Incoming.ReceiveUntilQuietAsync(Options.QuietPeriod);
            Incoming.Consume(Incoming.Count);
        }
    }

    /// <summary>Takes off a line that the program should send next, whether it is right or not: a case of its own judges that.</summary>
    public async Task SkipLineAsync(string line)
    {
        await SkipAsync(line + Encoding.ASCII.GetString(Options.EffectiveAnswerDialect.Terminator()));
        AllowLineEnd();
    }

    /// <summary>Takes off a blank line, if the program sends one; what it sends instead is left.</summary>
    /// <returns>Whether it did.</returns>
    public Task<bool> SkipBlankAsync() => TrySkipAsync(Options.EffectiveAnswerDialect.Terminator().ToArray(), Options.QuietPeriod);

    /// <summary>Expects that nothing comes, and that the connection stays open.</summary>
    /// <param name="time">For how long. Defaults to the options' quiet.</param>
    public async Task ExpectSilenceAsync(TimeSpan? time = null)
    {
        var came = Incoming.Count > 0 ? ReceiveResult.Bytes : await ReceiveAsync(time ?? Options.QuietPeriod, null);
        if (came == ReceiveResult.Bytes)
        {
            await Incoming.ReceiveUntilQuietAsync(Options.QuietPeriod);
            ThrowIfSkippedIsLate();
            throw Failed(FailureKind.ExtraBytes, "the program sent something where it should send nothing", ReadOnlyMemory<byte>.Empty);
        }

        if (came == ReceiveResult.End)
        {
            throw new CheckFailedException(FailureKind.ClosedEarly, "the program closed the connection") { IsCloseFailure = true };
        }
    }

    /// <summary>Expects that nothing comes; the program may close, which other cases judge.</summary>
    /// <param name="time">For how long. Defaults to the options' quiet.</param>
    public async Task ExpectNoMoreAsync(TimeSpan? time = null)
    {
        try
        {
            await ExpectSilenceAsync(time);
        }
        catch (CheckFailedException closed) when (closed is { Kind: FailureKind.ClosedEarly, IsCloseFailure: true })
        {
            // All that was asked was answered.
        }
    }

    /// <summary>Expects so many bytes, whatever they take, and compares each chunk as it comes.</summary>
    /// <param name="pattern">What is expected, again and again.</param>
    /// <param name="count">How many in all.</param>
    internal async Task ExpectStreamAsync(ReadOnlyMemory<byte> pattern, long count)
    {
        for (long offset = 0; offset < count;)
        {
            if (Incoming.Count == 0 && await ReceiveAsync(Options.AnswerTimeout, null) is var came and not ReceiveResult.Bytes)
            {
                throw new CheckFailedException(
                    came == ReceiveResult.End ? FailureKind.ClosedEarly : FailureKind.NoAnswer,
                    came == ReceiveResult.End
                        ? $"the program closed the connection when {offset} of {count} bytes had come back"
                        : $"{offset} of {count} bytes came back, and then nothing within {Seconds(Options.AnswerTimeout)}")
                { IsExplained = true };
            }

            var chunk = Incoming.ToArray();
            for (var i = 0; i < chunk.Length;)
            {
                var expected = pattern.Span[(int)(offset % pattern.Length)..];
                var part = chunk.AsSpan(i, (int)Math.Min(Math.Min(expected.Length, chunk.Length - i), count - offset));
                var same = part.CommonPrefixLength(expected);
                (i, offset) = (i + same, offset + same);
                if (part.IsEmpty || same < part.Length)
                {
                    throw new CheckFailedException(
                        part.IsEmpty ? FailureKind.ExtraBytes : FailureKind.WrongBytes,
                        part.IsEmpty ? $"more came back than the {count} bytes that were sent" : $"byte {offset + 1} of {count} came back changed")
                    { IsExplained = true };
                }
            }

            Incoming.Consume(chunk.Length);
        }
    }

    /// <summary>Expects that the program closes, with FIN, and says nothing more before.</summary>
    /// <param name="timeout">How long that may take. Defaults to the options'.</param>
    public async Task ExpectCloseAsync(TimeSpan? timeout = null)
    {
        var wait = timeout ?? Options.AnswerTimeout;
        var began = Options.Time.GetTimestamp();
        try
        {
            while (await ReceiveAsync(wait, null) is var came and not ReceiveResult.End)
            {
                if (came == ReceiveResult.Timeout)
                {
                    ThrowIfSkippedIsLate();
                    throw new CheckFailedException(FailureKind.NotClosed, $"the program did not close within {Seconds(wait)}")
                    {
                        IsCloseFailure = true,
                        IsContentUnknown = _hasSkippedWrong,
                    };
                }

                if (Incoming.Count > MaxUnexpected || Options.Time.GetElapsedTime(began) > wait)
                {
                    throw new CheckFailedException(FailureKind.ExtraBytes, $"the program did not close, and sent {Incoming.Count} bytes more")
                    {
                        IsCloseFailure = true,
                        IsContentUnknown = _hasSkippedWrong,
                        Got = Incoming.ToArray().AsMemory(0, Math.Min(Incoming.Count, 1024)),
                    };
                }

                // A program that goes on sending is not about to close.
                wait = wait < Options.AnswerTimeout ? wait : Options.AnswerTimeout;
            }
        }
        catch (CheckFailedException reset) when (reset.Kind == FailureKind.Reset)
        {
            throw new CheckFailedException(FailureKind.Reset, reset.Message) { IsCloseFailure = true, IsContentUnknown = _hasSkippedWrong };
        }

        if (Incoming.Count > 0)
        {
            ThrowIfSkippedIsLate();
            throw Failed(FailureKind.ExtraBytes, "more came than there should", ReadOnlyMemory<byte>.Empty);
        }
    }

    /// <summary>
    /// Finds out what becomes of an answer that is overdue: whether it comes late, or when a line end follows the question, as from a program that reads
    /// lines, or when we have finished (FIN), as from a program that reads to the end of the stream or never flushes its buffer.
    /// </summary>
    /// <returns>All that has come of it; null if nothing has.</returns>
    private async Task<LateAnswer?> ReceiveLateAnswerAsync(TimeSpan waited, TimeSpan lateTimeout)
    {
        var began = Options.Time.GetTimestamp();
        try
        {
            if (await Incoming.ReceiveAsync(lateTimeout) == ReceiveResult.Bytes)
            {
                waited += Options.Time.GetElapsedTime(began);
                await Incoming.ReceiveUntilQuietAsync(Options.QuietPeriod);
                return new LateAnswer(Incoming.ToArray(), IsAfterFin: false, waited);
            }

            if (Incoming.HasEnded || HasFinished)
            {
                return null;
            }

            if (HasOpenLine && !IsKnownSilent)
            {
                await Wire.SendAsync("\r\n"u8.ToArray(), Cancel);
                if (await Incoming.ReceiveAsync(Options.AnswerTimeout) == ReceiveResult.Bytes)
                {
                    await Incoming.ReceiveUntilQuietAsync(Options.QuietPeriod);
                    return new LateAnswer(Incoming.ToArray(), IsAfterFin: false, waited + Options.Time.GetElapsedTime(began)) { IsAfterLineEnd = true };
                }
            }

            await FinishAsync();
            await Incoming.ReceiveUntilQuietAsync(Options.QuietPeriod * 2);
            return Incoming.Count > 0 ? new LateAnswer(Incoming.ToArray(), IsAfterFin: true, waited + Options.Time.GetElapsedTime(began)) : null;
        }
        catch (Exception over) when (over is WireException or OperationCanceledException)
        {
            return null;
        }
    }

    private async Task ExpectAsync(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> terminator, TimeSpan? timeout, bool isLine, TimeSpan? lateTimeout = null)
    {
        byte[] expected = [.. content.Span, .. terminator.Span];
        var wait = timeout ?? FirstByteTimeout;
        while (Incoming.IsBeginningOf(expected))
        {
            if (await ReceiveAsync(wait, expected) is var came and not ReceiveResult.Bytes)
            {
                var (kind, message) = Missing(came, content.Length, expected.Length, wait);
                var got = Incoming.ToArray();
                var late = came == ReceiveResult.Timeout ? await ReceiveLateAnswerAsync(wait, lateTimeout ?? (IsKnownSilent ? TimeSpan.Zero : Options.AnswerTimeout)) : null;
                throw late is { IsAfterFin: false, IsAfterLineEnd: false } && Incoming.BeginsWith(expected)
                    ? new CheckFailedException(FailureKind.Late, "the answer came too late") { Expected = expected, Got = late.Bytes, LateAnswer = late }
                    : new CheckFailedException(kind, message)
                    {
                        Expected = expected,
                        Got = got,
                        LateAnswer = late,
                        IsTimeout = came == ReceiveResult.Timeout,
                        IsSilence = kind == FailureKind.NoAnswer && late is null,
                    };
            }
        }

        if (!Incoming.BeginsWith(expected))
        {
            await Incoming.ReceiveUntilQuietAsync(Options.QuietPeriod);
            throw Failed(FailureKind.WrongBytes, "something else came", expected);
        }

        Incoming.Consume(expected.Length);
        if (isLine)
        {
            AllowLineEnd();
        }
    }

    /// <summary>Expects a message.</summary>
    /// <param name="framer">Where a message ends. It must be used for this connection only.</param>
    /// <param name="isExpected">Whether a content is what is expected.</param>
    /// <param name="expected">What is expected, framed, for the report; null if it is not known byte for byte.</param>
    /// <param name="description">What is expected, in words.</param>
    /// <param name="timeout">How long it may take. Defaults to the options'.</param>
    internal async Task ExpectMessageAsync(IFramer framer, Func<ReadOnlySpan<byte>, bool> isExpected, ReadOnlyMemory<byte>? expected, string description, TimeSpan? timeout = null)
    {
        var wait = timeout ?? FirstByteTimeout;
        var seen = 0;
        while (true)
        {
            var cut = Incoming.Cut(framer, seen);
            switch (cut.Status)
            {
                case FrameStatus.Done when Incoming.TryConsume(cut, isExpected):
                    return;
                case FrameStatus.Done:
                    throw Failed(FailureKind.WrongBytes, $"another message came; the page expects {description}", expected);
                case FrameStatus.Invalid:
                    await Incoming.ReceiveUntilQuietAsync(Options.QuietPeriod);
                    throw Failed(FailureKind.WrongBytes, $"what came is no message: {cut.Problem}; the page expects {description}", expected);
                default:
                    seen = Incoming.Count;
                    break;
            }

            if (await ReceiveAsync(wait, expected) is var came and not ReceiveResult.Bytes)
            {
                var got = Incoming.ToArray();
                var part = got.Length == 0 ? "" : $", only part of a message: {framer.Missing(got)}";
                var late = came == ReceiveResult.Timeout ? await ReceiveLateAnswerAsync(wait, IsKnownSilent ? TimeSpan.Zero : Options.AnswerTimeout) : null;
                throw new CheckFailedException(
                    came == ReceiveResult.End ? FailureKind.ClosedEarly : got.Length == 0 ? FailureKind.NoAnswer : FailureKind.WrongBytes,
                    came == ReceiveResult.End ? $"the program closed the connection{part}; the page expects {description}" : $"nothing more came within {Seconds(wait)}{part}; the page expects {description}")
                {
                    Expected = expected,
                    Got = got,
                    LateAnswer = late,
                    IsTimeout = came == ReceiveResult.Timeout,
                    IsSilence = came == ReceiveResult.Timeout && got.Length == 0 && late is null,
                };
            }
        }
    }

    /// <summary>Expects that the program resets the connection (RST).</summary>
    internal async Task ExpectResetAsync(TimeSpan? timeout = null)
    {
        try
        {
            while (await Incoming.ReceiveAsync(timeout ?? Options.AnswerTimeout) == ReceiveResult.Bytes)
            {
            }
        }
        catch (WireException reset) when (reset.Reason == CloseReason.PeerReset)
        {
            return;
        }

        throw new CheckFailedException(FailureKind.NotClosed, "the program did not reset the connection (RST)") { IsCloseFailure = true };
    }

    /// <summary>In raw, a line end after a message is not part of it.</summary>
    private void AllowLineEnd()
    {
        Incoming.SkipsLineEnd = Options.EffectiveAnswerDialect == Dialect.Raw;
        Incoming.SkipLineEnd();
    }

    /// <summary>Why what came is not all.</summary>
    private (FailureKind Kind, string Message) Missing(ReceiveResult came, int content, int all, TimeSpan wait) => came switch
    {
        ReceiveResult.Timeout when Incoming.Count == 0 => (FailureKind.NoAnswer, $"nothing came within {Seconds(wait)}"),
        ReceiveResult.Timeout when Incoming.Count >= content => (FailureKind.TerminatorMissing, "the text came without its line end"),
        ReceiveResult.Timeout => (FailureKind.WrongBytes, $"only {Incoming.Count} of {all} bytes came within {Seconds(wait)}"),
        _ when Incoming.Count >= content && Incoming.Count > 0 => (FailureKind.TerminatorMissing, "the text came without its line end, and then the program closed"),
        _ => (FailureKind.ClosedEarly, "the program closed the connection before it had said this"),
    };

    /// <summary>What comes now was expected before, and other failures would only follow from that.</summary>
    private void ThrowIfSkippedIsLate()
    {
        if (_skipped is { } skipped && Incoming.BeginsWith(skipped))
        {
            throw Failed(FailureKind.Late, $"the answer came, but not within {Seconds(Options.AnswerTimeout)}", skipped);
        }
    }

    /// <summary>Takes these bytes off if they come; what comes instead is left.</summary>
    private async Task<bool> TrySkipAsync(byte[] bytes, TimeSpan wait)
    {
        while (Incoming.IsBeginningOf(bytes) && await ReceiveAsync(wait, null) == ReceiveResult.Bytes)
        {
        }

        if (!Incoming.BeginsWith(bytes))
        {
            return false;
        }

        Incoming.Consume(bytes.Length);
        return true;
    }
}
