using System.Net.Sockets;

namespace Tincan.Protocols.Names;

/// <summary>
/// One table server and its connections. A connection is reused for the next question of any client, because many table servers accept only once. A new
/// one is opened only if all others are busy.
/// </summary>
/// <param name="index">The index of the table server.</param>
/// <param name="server">Its address.</param>
/// <param name="connect">Connects to it.</param>
/// <param name="lines">Limit and quiet times.</param>
/// <param name="dialect">The dialect for questions; null for the client's, or raw once the answers show that it understands nothing else.</param>
internal sealed class Upstream(
    int index, WireAddress server, Func<WireAddress, CancellationToken, Task<Wire>> connect, LineOptions lines, Dialect? dialect) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly TableConnections _connections = new();
    private readonly LineEndEvidence _evidence = new(dialect);
    private readonly AnswerStyle _manner = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The silence after which a possibly complete answer is complete.</summary>
    internal TimeSpan Quiet => _manner.Quiet(lines);

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
        TableConnection? idle;
        TableConnections.Attempt? attempt;
        lock (_lock)
        {
            idle = _connections.TakeIdle(_evidence.DialectFor(question), mayMix: !_evidence.TakesLineEnds);
            idle?.Begin(question, index);
            attempt = idle is null ? _connections.BeginConnect(question) : null;
        }

        _ = idle is not null ? AskAsync(question, idle) : ConnectAsync(attempt);
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
    public void Release(Question question)
    {
        lock (_lock)
        {
            if (question.Connections[index] is not { } connection)
            {
                return;
            }

            question.Connections[index] = null;
            if (connection.Question is not null)
            {
                _evidence.Unanswered(connection);
                connection.Question = null;
            }

            // If another server was faster, the send may be about to complete. A send that lasts until the deadline, or for two questions, is stuck.
            if (connection.IsSending && (connection.WaitsToSend || question.Settled is not { IsCompletedSuccessfully: true, Result: not null }))
            {
                connection.Stop();
            }
            else
            {
                _connections.PutBack(connection);
            }
        }
    }

    /// <summary>Finds the answer in what a connection has received.</summary>
    internal AnswerCut Cut(TableConnection connection, ReadOnlySpan<byte> bytes, bool isOver)
    {
        lock (_lock)
        {
            var cut = AnswerFramer.Cut(bytes, connection.Question?.Name);
            return cut.State == AnswerState.MayEnd && ((isOver && !cut.IsTorn) || _manner.IsWhole(cut)) ? cut with { State = AnswerState.Whole } : cut;
        }
    }

    /// <summary>Takes an answer of a connection. An answer to an earlier question is dropped.</summary>
    internal void Take(TableConnection connection, AnswerCut cut, ReadOnlySpan<byte> bytes)
    {
        Question question;
        byte[] text;
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
            text = cut.Text(bytes);
        }

        question.Take(text, Answer.Read(question.Name, text).Found);
    }

    /// <summary>Removes a closed connection. Its unanswered question is asked again, if it may have arrived too late or was not understood.</summary>
    internal void Lost(TableConnection connection, WireException? broken)
    {
        Question? question;
        TableConnections.Attempt? attempt = null;
        lock (_lock)
        {
            _connections.Remove(connection);
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

        await _stopping.CancelOnContextAsync();
        _stopping.Dispose();
        await ended;
    }

    /// <summary>Connects, and asks the question that the attempt is for when it succeeds.</summary>
    private async Task ConnectAsync(TableConnections.Attempt? attempt)
    {
        if (attempt is null)
        {
            return;
        }

        Wire? wire = null;
        var failure = "";
        try
        {
            wire = await connect(server, _stopping.Token);
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // Closed.
        }
        catch (Exception error) when (error is ConnectException or WireException or IOException or SocketException or TimeoutException or OperationCanceledException)
        {
            failure = error.Message;
        }

        var connection = wire is null ? null : new TableConnection(this, wire, lines);
        Question? question;
        lock (_lock)
        {
            question = _connections.EndConnect(attempt, connection);
            if (question is not null)
            {
                connection?.Begin(question, index);
            }
        }

        connection?.Start();
        if (question is not null && connection is not null)
        {
            await AskAsync(question, connection, attempt.Asking);
        }
        else if (question is not null && failure.Length > 0)
        {
            NamesLog.Silent(question.Log, server, failure);
        }
    }

    private async Task AskAsync(Question question, TableConnection connection, Dialect? other = null)
    {
        try
        {
            if (IsToSend(question, connection, other, out var asking, out var endLast))
            {
                await connection.SendAsync(question.Name, asking, endLast);
                Question? next;
                lock (_lock)
                {
                    connection.IsSending = false;
                    next = connection.Question != question ? connection.Question : null;
                }

                if (next is not null)
                {
                    _ = AskAsync(next, connection);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Too late.
        }
        catch (WireException)
        {
            lock (_lock)
            {
                if (_connections.Has(connection))
                {
                    connection.Stop();
                }
            }
        }
    }

    private Dialect? HowToAskAgain(Question question, TableConnection connection) =>
        !connection.AskedInRaw && _evidence.MayBeRaw(question) ? Dialect.Raw
        : !connection.AskedWithLineEnd && _evidence.IsRawByGuess(question) ? question.Dialect
        : connection.MayHaveRunTogether ? connection.Dialect
        : null;

    private bool IsToSend(Question question, TableConnection connection, Dialect? other, out Dialect asking, out bool endLast)
    {
        lock (_lock)
        {
            asking = other ?? _evidence.DialectFor(question);
            var isToSend = connection.Question == question && !connection.IsSending;
            endLast = isToSend && connection.Asked(asking);
            return isToSend;
        }
    }
}
