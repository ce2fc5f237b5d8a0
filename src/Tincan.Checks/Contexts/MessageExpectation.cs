namespace Tincan.Checks.Contexts;

/// <summary>Expects one message of a protocol page.</summary>
/// <param name="Framer">Finds the end of the message. Belongs to one connection.</param>
/// <param name="IsExpected">Whether the content of a message is the expected one.</param>
/// <param name="Expected">The expected message with its framing, for the report; null if its bytes are not known.</param>
/// <param name="Description">The expected message in words, for the report.</param>
internal sealed record MessageExpectation(IFramer Framer, Func<ReadOnlySpan<byte>, bool> IsExpected, ReadOnlyMemory<byte>? Expected, string Description)
{
    /// <summary>Whether to find out why a message does not come, which ends the connection. Defaults to true.</summary>
    public bool IsExplained { get; init; } = true;

    /// <summary>Receives the message.</summary>
    /// <exception cref="CheckFailedException">Another message came, or none within the timeout.</exception>
    public async Task ReceiveAsync(PeerConnection peer, TimeSpan timeout)
    {
        var incoming = peer.Incoming;
        var seen = 0;
        while (true)
        {
            var cut = incoming.Cut(Framer, seen);
            switch (cut.Status)
            {
                case FrameStatus.Done when incoming.TryConsume(cut, IsExpected):
                    return;
                case FrameStatus.Done:
                    throw Other(peer);
                case FrameStatus.Invalid:
                    await incoming.ReceiveUntilQuietAsync(peer.Options.QuietPeriod);
                    throw peer.Failed(FailureKind.WrongBytes, $"the bytes are not a valid message: {cut.Problem}; the page expects {Description}", Expected);
                default:
                    seen = incoming.Count;
                    break;
            }

            if (await ReceiveBytesAsync(peer, timeout) is var result and not ReceiveResult.Bytes)
            {
                if (result == ReceiveResult.End && incoming.Count > 0 && Framer.CutAtEnd(incoming.ToArray()) is { Status: FrameStatus.Done } last)
                {
                    if (incoming.TryConsume(last, IsExpected))
                    {
                        return;
                    }

                    throw Other(peer);
                }

                throw await MissingAsync(peer, result, timeout);
            }
        }
    }

    private CheckFailedException Other(PeerConnection peer) => peer.Failed(FailureKind.WrongBytes, $"another message came; the page expects {Description}", Expected);

    private async Task<ReceiveResult> ReceiveBytesAsync(PeerConnection peer, TimeSpan timeout)
    {
        try
        {
            return await peer.ReceiveAsync(timeout, Expected);
        }
        catch (CheckFailedException reset)
        {
            throw reset.Awaiting($"{reset.Message}; the page expects {Description}");
        }
    }

    private async Task<CheckFailedException> MissingAsync(PeerConnection peer, ReceiveResult result, TimeSpan timeout)
    {
        var (got, isCertain, words) = (peer.Incoming.ToArray(), peer.Waits.IsEndedEarly, peer.Waits.Words(timeout));
        var part = got.Length == 0 ? "" : $", only part of a message: {Framer.Missing(got)}";
        if (result == ReceiveResult.End)
        {
            return new CheckFailedException(FailureKind.ClosedEarly, $"the program closed the connection{part}; the page expects {Description}") { Expected = Expected, Got = got };
        }

        var late = IsExplained ? await LateAnswers.ReceiveAsync(peer, timeout, peer.LateTimeout) : null;
        return new CheckFailedException(
            got.Length == 0 ? FailureKind.NoAnswer : FailureKind.WrongBytes,
            $"nothing more came{(isCertain ? $"{part}{words}" : $"{words}{part}")}; the page expects {Description}")
        {
            Expected = Expected,
            Got = got,
            LateAnswer = late,
            IsTimeout = true,
            IsCertain = isCertain,
            IsUnframed = got.Length > 0,
            IsSilence = got.Length == 0 && late is null,
        };
    }
}
