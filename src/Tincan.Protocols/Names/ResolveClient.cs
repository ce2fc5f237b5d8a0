namespace Tincan.Protocols.Names;

/// <summary>
/// Asks a resolver for names, on one connection, or on one per name if the resolver closes after each answer. It begins with line ends. If the resolver
/// takes them for a part of the name, or is silent, the client continues in raw; if the resolver is silent in raw, too, it gets the line end after all.
/// </summary>
/// <param name="connect">Connects to the resolver.</param>
/// <param name="lines">Dialect, limit and quiet times. A dialect other than <see cref="Dialect.Auto"/> never changes.</param>
public sealed class ResolveClient(Func<CancellationToken, Task<Wire>> connect, LineOptions lines) : IAsyncDisposable
{
    private readonly ReusableConnection<ResolveSession> _connection = new(async cancel => new ResolveSession(await connect(cancel), lines));
    private readonly AnswerStyle _manner = new();
    private readonly HashSet<byte[]> _askedAgain = new(NameBytes.Comparer);
    private Dialect _dialect = lines.Dialect;
    private bool _wasUnderstood;

    /// <summary>Raw is a guess because the resolver was silent; no name that was asked only in raw was answered yet.</summary>
    private bool _isRawByGuess;

    /// <summary>The names that were asked in raw on a guess. To a server that reads lines, they are one unfinished line.</summary>
    private byte[] _unended = [];

    /// <summary>
    /// How long to wait for the first answer before asking again in raw. Defaults to 15 s, because a miss takes up to 10 s in programs that ask one table
    /// server after the other.
    /// </summary>
    public TimeSpan RawAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Called with a sentence for the user when the client changes the dialect.</summary>
    public Action<string>? Remark { get; init; }

    private bool MayGoRaw => _dialect == Dialect.Auto && !_wasUnderstood;

    /// <summary>Asks for a name.</summary>
    /// <param name="name">The name; not empty, because an empty message in raw is no bytes at all.</param>
    /// <param name="cancel">Cancels the question. After that, the client can only be disposed.</param>
    /// <exception cref="ConnectException">The resolver cannot be reached.</exception>
    /// <exception cref="WireException">The connection broke, was closed without an answer, or the dialect that was set is not understood.</exception>
    public async Task<Answer> AskAsync(ReadOnlyMemory<byte> name, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(name.Length, nameof(name));
        while (true)
        {
            try
            {
                if (await _connection.AskAsync(session => AskAsync(session, name, cancel), cancel) is { } text)
                {
                    _wasUnderstood = true;
                    return Answer.Read(name.Span, text);
                }

                if (!MayGoRaw)
                {
                    throw new WireException(CloseReason.PeerFinished, "the server closed the connection without an answer");
                }
            }
            catch (WireException broken) when (MayGoRaw && broken is { Reason: CloseReason.PeerReset, CutOff.IsEmpty: true })
            {
                await _connection.DropAsync();
            }

            GoRaw(name, "closed the connection without an answer");
        }
    }

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<byte[]?> AskAsync(ResolveSession session, ReadOnlyMemory<byte> name, CancellationToken cancel)
    {
        await session.SendAsync(name.Span, _dialect, cancel);
        _unended = _isRawByGuess ? [.. _unended, .. name.Span] : _unended;
        while (true)
        {
            if (await session.ReadAsync(name, _manner, MayGoRaw || _isRawByGuess ? RawAfter : Timeout.InfiniteTimeSpan, cancel) is not { } cut)
            {
                return null;
            }

            if (cut.State != AnswerState.Whole && MayGoRaw)
            {
                GoRaw(name, $"did not answer within {RawAfter.TotalSeconds:0.###} s");
                (_isRawByGuess, _unended) = (true, name.ToArray());
                await session.SendAsync(name.Span, _dialect, cancel);
                continue;
            }

            if (cut.State != AnswerState.Whole)
            {
                // It was only slow: the name that it already has becomes a line of its own.
                Remark?.Invoke($"the server did not answer '{Escape.ForTerminal(name.Span)}' without a line end either: going on with line ends");
                (_dialect, _isRawByGuess) = (Dialect.Lf, false);
                _askedAgain.Add(_unended);
                await session.SendAsync([], _dialect, cancel);
                await session.SendAsync(name.Span, _dialect, cancel);
                continue;
            }

            var bytes = session.Pending;
            session.Take(cut);
            _manner.Saw(cut, bytes.Span);
            if (cut.HasLineEndInName && cut.IsFor(name.Span, bytes.Span))
            {
                if (lines.Dialect != Dialect.Auto)
                {
                    throw NotUnderstood(bytes.Span[cut.Start..cut.End]);
                }

                if (_dialect != Dialect.Raw)
                {
                    GoRaw(name, $"answered '{Escape.ForTerminal(bytes.Span[cut.Start..cut.End])}', with the line end inside");
                    await session.SendAsync(name.Span, _dialect, cancel);
                }
            }
            else if (cut.NameLength > 0 && !IsOld(cut.Name(bytes.Span), name.Span))
            {
                _isRawByGuess &= WasAskedAgain(name.Span);
                return cut.Text(bytes.Span);
            }
        }
    }

    /// <summary>Whether this is the second answer to a question that was sent twice. An empty question, from a second NUL, has an answer without a name.</summary>
    private bool IsOld(ReadOnlySpan<byte> answered, ReadOnlySpan<byte> name) =>
        !NameBytes.Same(answered, name) && WasAskedAgain(answered);

    private bool WasAskedAgain(ReadOnlySpan<byte> name) => _askedAgain.GetAlternateLookup<ReadOnlySpan<byte>>().Contains(name);

    private void GoRaw(ReadOnlyMemory<byte> name, string seen)
    {
        _dialect = Dialect.Raw;
        _askedAgain.Add(name.ToArray());
        Remark?.Invoke($"the server {seen}: '{Escape.ForTerminal(name.Span)}' is asked again without a line end, and so are the other names (--dialect lf prevents that)");
    }

    private static WireException NotUnderstood(ReadOnlySpan<byte> answer) => new(
        CloseReason.Malformed, $"the server answered '{Escape.ForTerminal(answer)}': it takes the line end for a part of the name; try --dialect raw");
}
