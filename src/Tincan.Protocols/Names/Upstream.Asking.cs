using System.Net.Sockets;

namespace Tincan.Protocols.Names;

/// <content>How a question gets to the server.</content>
internal sealed partial class Upstream
{
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
            Fail(connection);
        }
    }

    /// <summary>Asks a question on a connection of its own.</summary>
    private void AskAlone(Question question)
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

    /// <summary>Asks questions that the shared connection has not answered. With the lock, so that none of them is released meanwhile.</summary>
    private void AskAllAlone(List<Question>? questions)
    {
        if (!_connections.IsStopped)
        {
            questions?.ForEach(AskAlone);
        }
    }

    private void AskStalled()
    {
        lock (_lock)
        {
            AskAllAlone(Sharing.Scan());
        }
    }

    /// <summary>A question that was read together with another is lost in either dialect, so raw is not doubted before it was asked alone.</summary>
    private Dialect? HowToAskAgain(Question question, TableConnection connection) =>
        !connection.AskedInRaw && _evidence.MayBeRaw(question) ? Dialect.Raw
        : connection is { MayHaveRunTogether: true, WasAskedAgain: false } ? connection.Dialect
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
