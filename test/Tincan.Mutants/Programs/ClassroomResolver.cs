using Tincan.Checks.Targets;
using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>A resolver with any of the bugs found in classrooms.</summary>
internal sealed record ClassroomResolver : IServer
{
    /// <summary>The launch that it runs in.</summary>
    public Launch? Launch { get; init; }

    /// <summary>How long it waits for an answer.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Waits for both table servers before it answers.</summary>
    public bool JoinsBoth { get; init; }

    /// <summary>Asks the second table server only after the first one has timed out.</summary>
    public bool AsksInSequence { get; init; }

    /// <summary>The share of the deadline after which it asks the second table server. Defaults to all of it.</summary>
    public double DeadlineShare { get; init; } = 1;

    /// <summary>Passes on the first answer that comes, whatever name it is for.</summary>
    public bool TakesAnyAnswer { get; init; }

    /// <summary>The answer for an unknown name; null for none.</summary>
    public Func<string, string?> Miss { get; init; } = static name => $"{name} - TIMED OUT";

    /// <summary>The question to the table servers for a name.</summary>
    public Func<string, string> Question { get; init; } = static name => name;

    /// <summary>The answer to the client for an answer of a table server.</summary>
    public Func<string, string, string> Answer { get; init; } = static (_, answer) => answer;

    /// <summary>Closes the client's connection when a table server fails.</summary>
    public bool ClosesWithTable { get; init; }

    /// <summary>Reconnects to a table server that has closed after an answer.</summary>
    public bool Reconnects { get; init; } = true;

    /// <summary>Assumes that one recv returns one name or one answer.</summary>
    public bool OneRecv { get; init; }

    /// <summary>Closes after this many answers.</summary>
    public int MaxAnswers { get; init; } = int.MaxValue;

    /// <summary>Closes when the client sends this word.</summary>
    public string? QuitWord { get; init; }

    /// <summary>Sends a blank line to the table servers, and waits forever.</summary>
    public bool HangsAtBlank { get; init; }

    /// <summary>Sends the answer for an unknown name at the deadline, even if the name was answered.</summary>
    public bool KeepsTimer { get; init; }

    public async Task ServeAsync(Conversation conversation)
    {
        var cancel = conversation.Aborted;
        var client = new Lines(conversation.Wire, OneRecv);
        var tables = Launch!.TableAddresses.Select(at => new Table(Launch, at)).ToArray();
        try
        {
            for (var answers = 0; answers < MaxAnswers && await client.ReadAsync(cancel) is { } name && name != QuitWord; answers++)
            {
                await AnswerAsync(name, client, tables, conversation);
            }
        }
        finally
        {
            foreach (var table in tables)
            {
                await table.DisposeAsync();
            }
        }
    }

    private async Task AnswerAsync(string name, Lines client, Table[] tables, Conversation conversation)
    {
        if (name.Length == 0 && HangsAtBlank)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, conversation.Time, conversation.Aborted);
        }

        var found = name.Length == 0 ? [] : await AskAsync(Question(name), tables, conversation);
        if (found.Count > 0)
        {
            if (KeepsTimer)
            {
                _ = SendMissAtDeadlineAsync(name, client, conversation);
            }

            await client.SendAsync(Answer(name, found[0]), conversation.Aborted);
        }
        else if (Miss(name) is { } miss)
        {
            await client.SendAsync(miss, conversation.Aborted);
        }
    }

    private async Task SendMissAtDeadlineAsync(string name, Lines client, Conversation conversation)
    {
        try
        {
            await Task.Delay(Deadline, conversation.Time, conversation.Aborted);
            await client.SendAsync($"{name} - TIMED OUT", conversation.Aborted);
        }
        catch (Exception over) when (over is OperationCanceledException or WireException or ObjectDisposedException)
        {
            // The client has disconnected.
        }
    }

    private async Task<List<string>> AskAsync(string name, Table[] tables, Conversation conversation)
    {
        var found = new List<string>();
        foreach (var group in AsksInSequence ? tables.Chunk(1) : [tables])
        {
            using var late = new CancellationTokenSource(Deadline * DeadlineShare, conversation.Time);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(conversation.Aborted, late.Token);
            var asked = group.Select(table => AskAsync(table, name, over.Token)).ToList();
            var deadline = Task.Delay(Deadline * DeadlineShare, conversation.Time, over.Token);
            while (asked.Count > 0)
            {
                var first = await Task.WhenAny(asked);
                asked.Remove(first);
                if (await first is { } answer)
                {
                    found.Add(answer);
                    if (!JoinsBoth)
                    {
                        break;
                    }
                }
            }

            if (found.Count == 0)
            {
                await deadline.EndAsync();
            }

            await over.CancelOnContextAsync();
            await Task.WhenAll(asked);
            if (found.Count > 0)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>Receives an answer; null if none came in time.</summary>
    private async Task<string?> AskAsync(Table table, string name, CancellationToken over)
    {
        var isKept = table.IsOpen;
        try
        {
            await table.ConnectAsync(OneRecv, over);
            await table.Lines!.SendAsync(name, over);
            while (await table.Lines.ReadAsync(over) is { } answer)
            {
                if (TakesAnyAnswer || answer.StartsWith($"{name} ", StringComparison.OrdinalIgnoreCase))
                {
                    return answer;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (IOException) when (!ClosesWithTable)
        {
            // The same as no answer.
        }

        await table.DisposeAsync();
        return ClosesWithTable ? throw new IOException("a table server has gone")
            : isKept && Reconnects ? await AskAsync(table, name, over)
            : null;
    }

    /// <summary>A connection to a table server, used for several names.</summary>
    private sealed class Table(Launch launch, HostPort at) : IAsyncDisposable
    {
        private Wire? _wire;

        public bool IsOpen => _wire is not null;

        public Lines? Lines { get; private set; }

        public async Task ConnectAsync(bool takesOneRecv, CancellationToken cancel)
        {
            if (_wire is null)
            {
                _wire = await launch.ConnectAsync(at, cancel);
                Lines = new Lines(_wire, takesOneRecv);
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (_wire is { } wire)
            {
                _wire = null;
                await wire.DisposeAsync();
            }
        }
    }

    /// <summary>The lines of a connection.</summary>
    private sealed class Lines(Wire wire, bool takesOneRecv)
    {
        private readonly byte[] _buffer = new byte[1024];
        private string _rest = "";

        public Task SendAsync(string line, CancellationToken cancel) => wire.SendAsync(Encoding.UTF8.GetBytes($"{line}\n"), cancel).AsTask();

        /// <summary>Receives a line; null at the end of the stream.</summary>
        public async Task<string?> ReadAsync(CancellationToken cancel)
        {
            while (true)
            {
                var end = _rest.IndexOf('\n', StringComparison.Ordinal);
                if (end >= 0)
                {
                    var line = _rest[..end];
                    _rest = _rest[(end + 1)..];
                    return line;
                }

                var count = await wire.ReceiveAsync(_buffer, cancel);
                var come = Encoding.UTF8.GetString(_buffer, 0, count);
                if (takesOneRecv && count > 0)
                {
                    return come.TrimEnd('\n');
                }

                if (count == 0)
                {
                    (var left, _rest) = (_rest, "");
                    return left.Length > 0 ? left : null;
                }

                _rest += come;
            }
        }
    }
}
