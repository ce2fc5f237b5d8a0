namespace Tincan.Protocols.Names;

/// <summary>
/// One table server and its connections. A connection is reused for the next question of any client, because many table servers accept only once. A new
/// one is opened only if all others are busy.
/// </summary>
/// <param name="index">The index of the table server.</param>
/// <param name="server">Its address.</param>
/// <param name="connect">Connects to it.</param>
/// <param name="lines">Limit and quiet times.</param>
/// <param name="deadline">How long a question waits for an answer.</param>
/// <param name="dialect">The dialect for questions; null for the client's, or raw once the answers show that it understands nothing else.</param>
internal sealed partial class Upstream(
    int index, WireAddress server, Func<WireAddress, CancellationToken, Task<Wire>> connect, LineOptions lines, TimeSpan deadline, Dialect? dialect) : IAnswerReader, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly TableConnections _connections = new();
    private readonly LineEndEvidence _evidence = new(dialect);
    private readonly AnswerStyle _manner = new();
    private readonly CancellationTokenSource _stopping = new();
    private Sharing? _sharing;

    /// <inheritdoc/>
    public TimeSpan Quiet => _manner.Quiet(lines);

    /// <summary>Sharing needs the lock, and its timer this object.</summary>
    private Sharing Sharing => _sharing ??= new Sharing(index, _lock, deadline, lines.Time, _ => AskStalled());

    /// <summary>Whether asking again may help a silent server: with or without a line end, or because it may have read two questions as one.</summary>
    public bool MayBeAskedAgain(Question question)
    {
        lock (_lock)
        {
            return question.Connections[index] is { MayHaveRunTogether: true } || _evidence.MayBeRaw(question) || _evidence.IsRawByGuess(question);
        }
    }

    /// <summary>Asks a question. If the server cannot be reached, disconnects or is silent, there is no answer, and the log says why.</summary>
    public void Ask(Question question)
    {
        SharedConnection? shared;
        lock (_lock)
        {
            shared = Sharing.Add(question, _evidence.DialectFor(question));
        }

        if (shared is not null)
        {
            shared.Send();
        }
        else
        {
            AskAlone(question);
        }
    }

    /// <summary>
    /// Asks an unanswered question again: without a line end if it had one, with one if raw was a guess, and unchanged if the server may have read it and the
    /// one before as one name.
    /// </summary>
    public void AskAgain(Question question)
    {
        TableConnection? connection;
        Dialect how;
        lock (_lock)
        {
            connection = question.Connections[index];
            if (connection is null or { Question: null } or { IsSending: true } || HowToAskAgain(question, connection) is not { } other)
            {
                return;
            }

            how = other;
        }

        _ = AskAsync(question, connection, how);
    }

    /// <summary>Ends the wait for an answer. The connection is free for the next question, even if this answer is still to come.</summary>
    /// <returns>Whether nothing here uses the question any more.</returns>
    public bool Release(Question question)
    {
        SharedConnection? trial = null;
        var isFree = true;
        lock (_lock)
        {
            Sharing.Remove(question, isAnsweredAlone: false);
            if (question.Connections[index] is not { } connection)
            {
                return !_connections.AreConnectingFor(question);
            }

            question.Connections[index] = null;
            if (connection.Question is not null)
            {
                _evidence.Unanswered(connection);
                connection.Question = null;
            }

            // If another server was faster, the send may be about to complete. A send that lasts until the deadline, or for two questions, is stuck.
            if (connection.IsSending && (connection.WaitsToSend || !question.IsAnswered))
            {
                isFree = false;
                connection.Stop();
            }
            else if (!(Sharing.MayTry && _evidence.TakesLineEnds && !connection.IsOwing && _connections.HaveAnswered(Sharing.FewestConnections))
                || (trial = Sharing.Try(connection, question.Name)) is null)
            {
                isFree = !connection.IsSending;
                _connections.PutBack(connection);
            }

            isFree &= !_connections.AreConnectingFor(question);
        }

        trial?.Send();
        return isFree;
    }

    /// <inheritdoc/>
    public AnswerCut Cut(TableConnection connection, ReadOnlySpan<byte> bytes, bool isOver)
    {
        lock (_lock)
        {
            if (connection.Shared is { } shared)
            {
                return shared.Cut(bytes, isOver);
            }

            var cut = AnswerFramer.Cut(bytes, connection.Question is { } question ? question.Name : default);
            return cut.State == AnswerState.MayEnd && ((isOver && !cut.IsTorn) || _manner.IsWhole(cut)) ? cut with { State = AnswerState.Whole } : cut;
        }
    }

    /// <inheritdoc/>
    public void Take(TableConnection connection, AnswerCut cut, ReadOnlySpan<byte> bytes)
    {
        Question question;
        bool isSettled;
        if (connection.Shared is { } shared)
        {
            TakeShared(shared, cut, bytes);
            return;
        }

        lock (_lock)
        {
            if (cut.IsRecord)
            {
                connection.HasAnswered = true;
                _manner.Saw(cut, bytes);
            }

            if (connection.Question is null || !cut.IsFor(connection.Question.Name, bytes))
            {
                connection.IsOwing &= connection.Question is not null;
                return;
            }

            question = connection.Question;
            if (cut.HasLineEndInName && _evidence.SawLineEndInName(question))
            {
                if (!connection.AskedInRaw)
                {
                    _ = AskAsync(question, connection, Dialect.Raw);
                }

                return;
            }

            _evidence.Answered(connection);
            (connection.Question, connection.IsOwing) = (null, false);

            // With the lock, so that the question cannot be released, and begin with another name, before it has this answer.
            isSettled = question.TryTake(cut, bytes);
            AskAllAlone(Sharing.Remove(question, isAnsweredAlone: true));
        }

        if (isSettled)
        {
            question.Complete();
        }
    }

    /// <inheritdoc/>
    public void Fail(TableConnection connection)
    {
        lock (_lock)
        {
            if (_connections.Has(connection))
            {
                connection.Stop();
            }
        }
    }

    /// <inheritdoc/>
    public void Lost(TableConnection connection, WireException? broken)
    {
        Question? question;
        TableConnections.Attempt? attempt = null;
        lock (_lock)
        {
            _connections.Remove(connection);
            if (connection.Shared is { } shared)
            {
                shared.IsOpen = false;
                AskAllAlone(Sharing.End(shared));
            }

            question = connection.Question;
            if (question is null)
            {
                return;
            }

            question.Connections[index] = null;
            if (!question.IsOpen || _connections.IsStopped)
            {
                return;
            }

            var isClosed = broken is null or { Reason: CloseReason.PeerReset or CloseReason.Lost };
            var isTooLate = isClosed && connection.WasUsed;
            if (isTooLate || (isClosed && !connection.AskedInRaw && _evidence.MayBeRaw(question)))
            {
                attempt = _connections.BeginConnect(question, isTooLate ? null : Dialect.Raw);
                broken = null;
            }
        }

        _ = ConnectAsync(attempt);
        if (broken is not null)
        {
            NamesLog.Silent(question.Log, server, broken.Message);
        }
    }

    /// <summary>Closes all connections. No question may be pending.</summary>
    public async ValueTask DisposeAsync()
    {
        Task ended;
        lock (_lock)
        {
            ended = _connections.StopAsync();
        }

        _sharing?.Dispose();
        await _stopping.CancelOnContextAsync();
        _stopping.Dispose();
        await ended;
    }

    private void TakeShared(SharedConnection shared, AnswerCut cut, ReadOnlySpan<byte> bytes)
    {
        Question? settled;
        lock (_lock)
        {
            settled = shared.Take(index, cut, bytes);
            if (shared.HasFailed)
            {
                Sharing.End(shared);
            }
        }

        if (settled is not null)
        {
            settled.Complete();
        }
        else
        {
            // The rest of a trial.
            shared.Send();
        }
    }
}
