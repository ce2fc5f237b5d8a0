namespace Tincan.Checks.Contexts;

/// <summary>Our end of a connection to the program, with expectations. An expectation that is not met throws a <see cref="CheckFailedException"/>.</summary>
public sealed class Peer : PeerConnection
{
    private byte[]? _skipped;
    private bool _hasSkippedWrong;

    /// <param name="wire">The connection.</param>
    /// <param name="number">The number of the connection in the events of the case.</param>
    /// <param name="options">How the program is checked.</param>
    /// <param name="waits">The waits of the case.</param>
    /// <param name="cancel">Cancels the case.</param>
    /// <param name="freesPort">Whether the program is started again on the same port, which must not be left in TIME_WAIT.</param>
    internal Peer(Wire wire, int number, CheckOptions options, Waits waits, CancellationToken cancel, bool freesPort = false)
        : base(wire, number, options, waits, freesPort, cancel)
    {
    }

    /// <summary>Expects a line with its line end.</summary>
    /// <param name="line">The line, without its line end.</param>
    /// <param name="timeout">How long it may take. Defaults to the answer timeout.</param>
    /// <param name="lateTimeout">How long to wait after that, to see whether it comes late. Defaults to the answer timeout.</param>
    internal Task ExpectLineAsync(ReadOnlyMemory<byte> line, TimeSpan? timeout = null, TimeSpan? lateTimeout = null) =>
        ExpectAsync(line, Options.EffectiveAnswerDialect.Terminator().ToArray(), timeout, isLine: true, lateTimeout);

    /// <summary>Expects exactly these bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="timeout">How long they may take. Defaults to the answer timeout.</param>
    public Task ExpectAsync(ReadOnlyMemory<byte> bytes, TimeSpan? timeout = null) => ExpectAsync(bytes, default, timeout, isLine: false);

    /// <summary>Skips a greeting, right or wrong: another case judges it.</summary>
    internal async Task SkipAsync(byte[] bytes)
    {
        if (!await TrySkipAsync(bytes, FirstByteTimeout))
        {
            _skipped = Incoming.Count == 0 ? bytes : null;
            _hasSkippedWrong = true;
            await Incoming.ReceiveUntilQuietAsync(Options.QuietPeriod);
            Incoming.Consume(Incoming.Count);
        }
    }

    /// <summary>Skips a message with its framing.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="isLine">Whether a line end may follow, which raw does not count.</param>
    internal async Task SkipMessageAsync(byte[] bytes, bool isLine)
    {
        await SkipAsync(bytes);
        if (isLine)
        {
            AllowLineEnd();
        }
    }

    /// <summary>Skips messages, each as often as the program sends it next.</summary>
    /// <param name="messages">The messages with their framing; without bytes there is nothing to skip.</param>
    internal async Task SkipAllAsync(IReadOnlyList<byte[]> messages)
    {
        foreach (var bytes in messages)
        {
            while (bytes.Length > 0 && await TrySkipAsync(bytes, Options.QuietPeriod))
            {
            }
        }
    }

    /// <summary>Expects that nothing comes, and that the connection stays open.</summary>
    /// <param name="time">For how long. Defaults to the quiet period.</param>
    public async Task ExpectSilenceAsync(TimeSpan? time = null)
    {
        var result = Incoming.Count > 0 ? ReceiveResult.Bytes : await ReceiveForAsync(time ?? Options.QuietPeriod, null);
        if (result == ReceiveResult.Bytes)
        {
            await Incoming.ReceiveUntilQuietAsync(Options.QuietPeriod);
            ThrowIfSkippedIsLate();
            throw Failed(FailureKind.ExtraBytes, "the program sent something where it should send nothing", ReadOnlyMemory<byte>.Empty);
        }

        if (result == ReceiveResult.End)
        {
            throw new CheckFailedException(FailureKind.ClosedEarly, "the program closed the connection") { IsCloseFailure = true };
        }
    }

    /// <summary>Expects that nothing comes. The program may close the connection: other cases judge that.</summary>
    /// <param name="time">For how long. Defaults to the quiet period.</param>
    public async Task ExpectNoMoreAsync(TimeSpan? time = null)
    {
        try
        {
            await ExpectSilenceAsync(time);
        }
        catch (CheckFailedException closed) when (closed is { Kind: FailureKind.ClosedEarly, IsCloseFailure: true })
        {
            // All questions were answered.
        }
    }

    /// <summary>Expects a number of bytes, however they are split, and compares them as they arrive.</summary>
    /// <param name="pattern">The expected bytes, repeated.</param>
    /// <param name="count">The number of bytes.</param>
    internal async Task ExpectStreamAsync(ReadOnlyMemory<byte> pattern, long count)
    {
        for (long offset = 0; offset < count;)
        {
            if (Incoming.Count == 0 && await ReceiveAsync(Options.AnswerTimeout, null) is var result and not ReceiveResult.Bytes)
            {
                throw new CheckFailedException(
                    result == ReceiveResult.End ? FailureKind.ClosedEarly : FailureKind.NoAnswer,
                    result == ReceiveResult.End
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

    /// <summary>Expects a FIN, and nothing before it.</summary>
    /// <param name="timeout">How long it may take. Defaults to the answer timeout.</param>
    public async Task ExpectCloseAsync(TimeSpan? timeout = null)
    {
        var wait = timeout ?? Options.AnswerTimeout;
        var began = Options.Time.GetTimestamp();
        try
        {
            while (await ReceiveAsync(wait, null) is var result and not ReceiveResult.End)
            {
                if (result == ReceiveResult.Timeout)
                {
                    ThrowIfSkippedIsLate();
                    throw new CheckFailedException(FailureKind.NotClosed, $"the program did not close{Waits.Words(wait)}")
                    {
                        IsCertain = Waits.IsEndedEarly,
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

                // A program that keeps sending will not close soon.
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
            throw Failed(FailureKind.ExtraBytes, "the program sent more than expected", ReadOnlyMemory<byte>.Empty);
        }
    }

    private async Task ExpectAsync(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> terminator, TimeSpan? timeout, bool isLine, TimeSpan? lateTimeout = null)
    {
        byte[] expected = [.. content.Span, .. terminator.Span];
        var wait = timeout ?? FirstByteTimeout;
        while (Incoming.IsBeginningOf(expected))
        {
            if (await ReceiveAsync(wait, expected) is var result and not ReceiveResult.Bytes)
            {
                var (kind, message) = Missing(result, content.Length, expected.Length, wait);
                var (got, isCertain) = (Incoming.ToArray(), Waits.IsEndedEarly);
                var late = result == ReceiveResult.Timeout ? await LateAnswers.ReceiveAsync(this, wait, lateTimeout ?? LateTimeout) : null;
                throw late is { IsAfterFin: false, IsAfterLineEnd: false } && Incoming.BeginsWith(expected)
                    ? new CheckFailedException(FailureKind.Late, "the answer came too late") { Expected = expected, Got = late.Bytes, LateAnswer = late }
                    : new CheckFailedException(kind, message)
                    {
                        Expected = expected,
                        Got = got,
                        LateAnswer = late,
                        IsTimeout = result == ReceiveResult.Timeout,
                        IsCertain = isCertain,
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

    /// <summary>Expects a message of a protocol page.</summary>
    /// <param name="framer">Finds the end of the message. Belongs to this connection.</param>
    /// <param name="isExpected">Whether the content of a message is the expected one.</param>
    /// <param name="expected">The expected message with its framing, for the report; null if its bytes are not known.</param>
    /// <param name="description">The expected message in words, for the report.</param>
    /// <param name="timeout">How long it may take. Defaults to the answer timeout.</param>
    /// <param name="isExplained">Whether to find out why it does not come, which ends the connection.</param>
    internal Task ExpectMessageAsync(IFramer framer, Func<ReadOnlySpan<byte>, bool> isExpected, ReadOnlyMemory<byte>? expected, string description, TimeSpan? timeout = null, bool isExplained = true) =>
        new MessageExpectation(framer, isExpected, expected, description) { IsExplained = isExplained }.ReceiveAsync(this, timeout ?? FirstByteTimeout);

    /// <summary>Expects that the program resets the connection (RST).</summary>
    internal async Task ExpectResetAsync(TimeSpan? timeout = null)
    {
        try
        {
            while (await Incoming.ReceiveAsync(Options.AtMost(timeout ?? Options.AnswerTimeout)) == ReceiveResult.Bytes)
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

    /// <summary>The failure when the expected bytes did not come, or not all of them.</summary>
    private (FailureKind Kind, string Message) Missing(ReceiveResult result, int content, int all, TimeSpan wait) => result switch
    {
        ReceiveResult.Timeout when Incoming.Count == 0 => (FailureKind.NoAnswer, $"nothing came{Waits.Words(wait)}"),
        ReceiveResult.Timeout when Incoming.Count >= content => (FailureKind.TerminatorMissing, "the text came without its line end"),
        ReceiveResult.Timeout => (FailureKind.WrongBytes, $"only {Incoming.Count} of {all} bytes came{Waits.Words(wait)}"),
        _ when Incoming.Count >= content && Incoming.Count > 0 => (FailureKind.TerminatorMissing, "the text came without its line end, and then the program closed"),
        _ => (FailureKind.ClosedEarly, "the program closed the connection before it sent this"),
    };

    /// <summary>Throws if the skipped greeting or line comes now: that it is late explains any other failure.</summary>
    private void ThrowIfSkippedIsLate()
    {
        if (_skipped is { } skipped && Incoming.BeginsWith(skipped))
        {
            throw Failed(FailureKind.Late, $"the answer came, but not within {Seconds(Options.AnswerTimeout)}", skipped);
        }
    }

    /// <summary>Consumes these bytes if they come, and nothing otherwise.</summary>
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
