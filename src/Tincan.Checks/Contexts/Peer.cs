namespace Tincan.Checks.Contexts;

/// <summary>
/// Our end of a connection to a program under check: expects things of it, and finds out what became of them. What is not as expected is a
/// <see cref="CheckFailedException"/> of a named kind.
/// </summary>
public sealed class Peer : PeerConnection
{
    private byte[]? _overdue;
    private bool _hasSkippedWrong;

    /// <param name="wire">The connection.</param>
    /// <param name="options">How it is checked.</param>
    /// <param name="limit">Ends when the case has to.</param>
    /// <param name="freesPort">The program is started again on the same port, which may not be left in TIME_WAIT.</param>
    internal Peer(Wire wire, CheckOptions options, CancellationToken limit, bool freesPort = false)
        : base(wire, options, freesPort, limit)
    {
    }

    /// <summary>Expects a line with its terminator.</summary>
    /// <param name="line">Its content.</param>
    /// <param name="patience">How long it may take. Defaults to the options'.</param>
    /// <param name="overdue">How long it is waited for after that, to find out whether it comes late. Defaults to the options' patience.</param>
    public Task HearAsync(string line, TimeSpan? patience = null, TimeSpan? overdue = null) =>
        HearAsync(Encoding.UTF8.GetBytes(line), Options.Answers.Terminator().ToArray(), patience, isLine: true, overdue);

    /// <summary>Expects exactly these bytes.</summary>
    /// <param name="bytes">What.</param>
    /// <param name="patience">How long they may take. Defaults to the options'.</param>
    public Task HearAsync(ReadOnlyMemory<byte> bytes, TimeSpan? patience = null) => HearAsync(bytes, default, patience, isLine: false);

    /// <summary>Takes off what the program says first, whether it is right or not: a case of its own judges that.</summary>
    public async Task SkipAsync(string greeting)
    {
        var bytes = Encoding.UTF8.GetBytes(greeting);
        if (!await TrySkipAsync(bytes, FirstWait))
        {
            _overdue = Incoming.Count == 0 ? bytes : null;
            _hasSkippedWrong = true;
            await Incoming.GatherAsync(Options.Quiet);
            Incoming.TakeOff(Incoming.Count);
        }
    }

    /// <summary>Takes off a line that the program should send next, whether it is right or not: a case of its own judges that.</summary>
    public async Task SkipLineAsync(string line)
    {
        await SkipAsync(line + Encoding.ASCII.GetString(Options.Answers.Terminator()));
        MayEndLine();
    }

    /// <summary>Takes off a blank line, if the program sends one; what it sends instead is left.</summary>
    /// <returns>Whether it did.</returns>
    public Task<bool> SkipBlankAsync() => TrySkipAsync(Options.Answers.Terminator().ToArray(), Options.Quiet);

    /// <summary>Expects that nothing comes, and that the connection stays open.</summary>
    /// <param name="time">For how long. Defaults to the options' quiet.</param>
    public async Task HearNothingAsync(TimeSpan? time = null)
    {
        var came = Incoming.Count > 0 ? Came.Bytes : await ReceiveAsync(time ?? Options.Quiet, null);
        if (came == Came.Bytes)
        {
            await Incoming.GatherAsync(Options.Quiet);
            ThrowIfOverdue();
            throw Failed(FailureKind.ExtraBytes, "the program sent something where it should send nothing", ReadOnlyMemory<byte>.Empty);
        }

        if (came == Came.End)
        {
            throw new CheckFailedException(FailureKind.ClosedEarly, "the program closed the connection") { IsOfEnding = true };
        }
    }

    /// <summary>Expects that nothing comes; the program may close, which other cases judge.</summary>
    /// <param name="time">For how long. Defaults to the options' quiet.</param>
    public async Task HearNoMoreAsync(TimeSpan? time = null)
    {
        try
        {
            await HearNothingAsync(time);
        }
        catch (CheckFailedException closed) when (closed is { Kind: FailureKind.ClosedEarly, IsOfEnding: true })
        {
            // All that was asked was answered.
        }
    }

    /// <summary>Expects so many bytes, whatever they take, and compares each chunk as it comes.</summary>
    /// <param name="pattern">What is expected, again and again.</param>
    /// <param name="count">How many in all.</param>
    internal async Task HearStreamAsync(ReadOnlyMemory<byte> pattern, long count)
    {
        for (long offset = 0; offset < count;)
        {
            if (Incoming.Count == 0 && await ReceiveAsync(Options.Patience, null) is var came and not Came.Bytes)
            {
                throw new CheckFailedException(
                    came == Came.End ? FailureKind.ClosedEarly : FailureKind.NoAnswer,
                    came == Came.End
                        ? $"the program closed the connection when {offset} of {count} bytes had come back"
                        : $"{offset} of {count} bytes came back, and then nothing within {Seconds(Options.Patience)}")
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

            Incoming.TakeOff(chunk.Length);
        }
    }

    /// <summary>Expects that the program closes, with FIN, and says nothing more before.</summary>
    /// <param name="patience">How long that may take. Defaults to the options'.</param>
    public async Task HearEndAsync(TimeSpan? patience = null)
    {
        var wait = patience ?? Options.Patience;
        var began = Options.Time.GetTimestamp();
        try
        {
            while (await ReceiveAsync(wait, null) is var came and not Came.End)
            {
                if (came == Came.Nothing)
                {
                    ThrowIfOverdue();
                    throw new CheckFailedException(FailureKind.NotClosed, $"the program did not close within {Seconds(wait)}")
                    {
                        IsOfEnding = true,
                        IsContentUnknown = _hasSkippedWrong,
                    };
                }

                if (Incoming.Count > MaxAfterEnd || Options.Time.GetElapsedTime(began) > wait)
                {
                    throw new CheckFailedException(FailureKind.ExtraBytes, $"the program did not close, and sent {Incoming.Count} bytes more")
                    {
                        IsOfEnding = true,
                        IsContentUnknown = _hasSkippedWrong,
                        Got = Incoming.ToArray().AsMemory(0, Math.Min(Incoming.Count, 1024)),
                    };
                }

                // A program that goes on sending is not about to close.
                wait = wait < Options.Patience ? wait : Options.Patience;
            }
        }
        catch (CheckFailedException reset) when (reset.Kind == FailureKind.Reset)
        {
            throw new CheckFailedException(FailureKind.Reset, reset.Message) { IsOfEnding = true, IsContentUnknown = _hasSkippedWrong };
        }

        if (Incoming.Count > 0)
        {
            ThrowIfOverdue();
            throw Failed(FailureKind.ExtraBytes, "more came than there should", ReadOnlyMemory<byte>.Empty);
        }
    }

    /// <summary>
    /// Finds out what becomes of an answer that is overdue: whether it comes late, or when a line end follows the question, as from a program that reads
    /// lines, or when we have finished (FIN), as from a program that reads to the end of the stream or never flushes its buffer.
    /// </summary>
    /// <returns>All that has come of it; null if nothing has.</returns>
    private async Task<Afterwards?> WaitOnAsync(TimeSpan waited, TimeSpan overdue)
    {
        var began = Options.Time.GetTimestamp();
        try
        {
            if (await Incoming.ReceiveAsync(overdue) == Came.Bytes)
            {
                waited += Options.Time.GetElapsedTime(began);
                await Incoming.GatherAsync(Options.Quiet);
                return new Afterwards(Incoming.ToArray(), IsAfterFin: false, waited);
            }

            if (Incoming.HasEnded || HasFinished)
            {
                return null;
            }

            if (HasOpenLine && !IsSilent)
            {
                await Wire.SendAsync("\r\n"u8.ToArray(), Limit);
                if (await Incoming.ReceiveAsync(Options.Patience) == Came.Bytes)
                {
                    await Incoming.GatherAsync(Options.Quiet);
                    return new Afterwards(Incoming.ToArray(), IsAfterFin: false, waited + Options.Time.GetElapsedTime(began)) { IsAfterLineEnd = true };
                }
            }

            await FinishAsync();
            await Incoming.GatherAsync(Options.Quiet * 2);
            return Incoming.Count > 0 ? new Afterwards(Incoming.ToArray(), IsAfterFin: true, waited + Options.Time.GetElapsedTime(began)) : null;
        }
        catch (Exception over) when (over is WireException or OperationCanceledException)
        {
            return null;
        }
    }

    private async Task HearAsync(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> terminator, TimeSpan? patience, bool isLine, TimeSpan? overdue = null)
    {
        byte[] expected = [.. content.Span, .. terminator.Span];
        var wait = patience ?? FirstWait;
        while (Incoming.IsBeginningOf(expected))
        {
            if (await ReceiveAsync(wait, expected) is var came and not Came.Bytes)
            {
                var (kind, message) = Missing(came, content.Length, expected.Length, wait);
                var got = Incoming.ToArray();
                var later = came == Came.Nothing ? await WaitOnAsync(wait, overdue ?? (IsSilent ? TimeSpan.Zero : Options.Patience)) : null;
                throw later is { IsAfterFin: false, IsAfterLineEnd: false } && Incoming.BeginsWith(expected)
                    ? new CheckFailedException(FailureKind.Late, "the answer came too late") { Expected = expected, Got = later.Bytes, Later = later }
                    : new CheckFailedException(kind, message)
                    {
                        Expected = expected,
                        Got = got,
                        Later = later,
                        IsOfTime = came == Came.Nothing,
                        IsSilence = kind == FailureKind.NoAnswer && later is null,
                    };
            }
        }

        if (!Incoming.BeginsWith(expected))
        {
            await Incoming.GatherAsync(Options.Quiet);
            throw Failed(FailureKind.WrongBytes, "something else came", expected);
        }

        Incoming.TakeOff(expected.Length);
        if (isLine)
        {
            MayEndLine();
        }
    }

    /// <summary>Expects a message.</summary>
    /// <param name="framer">Where a message ends. It must be used for this connection only.</param>
    /// <param name="isExpected">Whether a content is what is expected.</param>
    /// <param name="expected">What is expected, framed, for the report; null if it is not known byte for byte.</param>
    /// <param name="words">What is expected, in words.</param>
    /// <param name="patience">How long it may take. Defaults to the options'.</param>
    internal async Task ExpectMessageAsync(IFramer framer, Func<ReadOnlySpan<byte>, bool> isExpected, ReadOnlyMemory<byte>? expected, string words, TimeSpan? patience = null)
    {
        var wait = patience ?? FirstWait;
        var seen = 0;
        while (true)
        {
            var cut = Incoming.Cut(framer, seen);
            switch (cut.Status)
            {
                case FrameStatus.Done when Incoming.Take(cut, isExpected):
                    return;
                case FrameStatus.Done:
                    throw Failed(FailureKind.WrongBytes, $"another message came; the page expects {words}", expected);
                case FrameStatus.Invalid:
                    await Incoming.GatherAsync(Options.Quiet);
                    throw Failed(FailureKind.WrongBytes, $"what came is no message: {cut.Problem}; the page expects {words}", expected);
                default:
                    seen = Incoming.Count;
                    break;
            }

            if (await ReceiveAsync(wait, expected) is var came and not Came.Bytes)
            {
                var got = Incoming.ToArray();
                var part = got.Length == 0 ? "" : $", only part of a message: {framer.Missing(got)}";
                var later = came == Came.Nothing ? await WaitOnAsync(wait, IsSilent ? TimeSpan.Zero : Options.Patience) : null;
                throw new CheckFailedException(
                    came == Came.End ? FailureKind.ClosedEarly : got.Length == 0 ? FailureKind.NoAnswer : FailureKind.WrongBytes,
                    came == Came.End ? $"the program closed the connection{part}; the page expects {words}" : $"nothing more came within {Seconds(wait)}{part}; the page expects {words}")
                {
                    Expected = expected,
                    Got = got,
                    Later = later,
                    IsOfTime = came == Came.Nothing,
                    IsSilence = came == Came.Nothing && got.Length == 0 && later is null,
                };
            }
        }
    }

    /// <summary>Expects that the program resets the connection (RST).</summary>
    internal async Task ExpectResetAsync(TimeSpan? patience = null)
    {
        try
        {
            while (await Incoming.ReceiveAsync(patience ?? Options.Patience) == Came.Bytes)
            {
            }
        }
        catch (WireException reset) when (reset.Reason == CloseReason.PeerReset)
        {
            return;
        }

        throw new CheckFailedException(FailureKind.NotClosed, "the program did not reset the connection (RST)") { IsOfEnding = true };
    }

    /// <summary>In raw, a line end after a message is not part of it.</summary>
    private void MayEndLine()
    {
        Incoming.SkipsLineEnd = Options.Answers == Dialect.Raw;
        Incoming.SkipLineEnd();
    }

    /// <summary>Why what came is not all.</summary>
    private (FailureKind Kind, string Message) Missing(Came came, int content, int all, TimeSpan wait) => came switch
    {
        Came.Nothing when Incoming.Count == 0 => (FailureKind.NoAnswer, $"nothing came within {Seconds(wait)}"),
        Came.Nothing when Incoming.Count >= content => (FailureKind.TerminatorMissing, "the text came without its line end"),
        Came.Nothing => (FailureKind.WrongBytes, $"only {Incoming.Count} of {all} bytes came within {Seconds(wait)}"),
        _ when Incoming.Count >= content && Incoming.Count > 0 => (FailureKind.TerminatorMissing, "the text came without its line end, and then the program closed"),
        _ => (FailureKind.ClosedEarly, "the program closed the connection before it had said this"),
    };

    /// <summary>What comes now was expected before, and other failures would only follow from that.</summary>
    private void ThrowIfOverdue()
    {
        if (_overdue is { } overdue && Incoming.BeginsWith(overdue))
        {
            throw Failed(FailureKind.Late, $"the answer came, but not within {Seconds(Options.Patience)}", overdue);
        }
    }

    /// <summary>Takes these bytes off if they come; what comes instead is left.</summary>
    private async Task<bool> TrySkipAsync(byte[] bytes, TimeSpan wait)
    {
        while (Incoming.IsBeginningOf(bytes) && await ReceiveAsync(wait, null) == Came.Bytes)
        {
        }

        if (!Incoming.BeginsWith(bytes))
        {
            return false;
        }

        Incoming.TakeOff(bytes.Length);
        return true;
    }
}
