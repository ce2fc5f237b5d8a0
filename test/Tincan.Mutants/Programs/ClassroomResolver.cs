using Tincan.Checks.Targets;
using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>A resolver with any of the bugs that classrooms know.</summary>
internal sealed record ClassroomResolver : IServer
{
    /// <summary>The case that it runs in.</summary>
    public Launch? Launch { get; init; }

    /// <summary>How long it waits for an answer.</summary>
    public TimeSpan Deadline { get; init; }

    /// <summary>It waits for both table servers before it answers.</summary>
    public bool JoinsBoth { get; init; }

    /// <summary>It asks the second table server when the first has been silent for the deadline.</summary>
    public bool OneAfterOther { get; init; }

    /// <summary>The share of the deadline for which it waits before it asks the second. Defaults to all of it.</summary>
    public double Share { get; init; } = 1;

    /// <summary>It passes on what comes first, for whichever name it is.</summary>
    public bool TakesAnyAnswer { get; init; }

    /// <summary>What it says when nobody knows the name; null for nothing.</summary>
    public Func<string, string?> Miss { get; init; } = static name => $"{name} - TIMED OUT";

    /// <summary>What it asks the table servers for.</summary>
    public Func<string, string> Asks { get; init; } = static name => name;

    /// <summary>What it makes of an answer.</summary>
    public Func<string, string, string> Passes { get; init; } = static (_, answer) => answer;

    /// <summary>It ends a conversation when a table server cannot be reached, or has gone.</summary>
    public bool DiesWithTable { get; init; }

    /// <summary>It asks a table server again, on a new connection, that has closed since its last answer.</summary>
    public bool Reconnects { get; init; } = true;

    /// <summary>It takes what one recv returns for one name, or for one answer.</summary>
    public bool TakesOneRecv { get; init; }

    /// <summary>It closes behind so many answers.</summary>
    public int MaxAnswers { get; init; } = int.MaxValue;

    /// <summary>It leaves the client when it says so.</summary>
    public string? EndWord { get; init; }

    /// <summary>It sends a blank line to the table servers, and waits for ever.</summary>
    public bool HangsAtBlank { get; init; }

    /// <summary>When the deadline of a name that was answered is over, it says all the same that nobody knows it.</summary>
    public bool KeepsTimer { get; init; }

    public async Task ServeAsync(Conversation conversation)
    {
        var cancel = conversation.Aborted;
        var client = new Lines(conversation.Wire, TakesOneRecv);
        var tables = Launch!.Tables.Select(at => new Table(Launch, at)).ToArray();
        try
        {
            for (var answers = 0; answers < MaxAnswers && await client.ReadAsync(cancel) is { } name && name != EndWord; answers++)
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

        var found = name.Length == 0 ? [] : await AskAsync(Asks(name), tables, conversation);
        if (found.Count > 0)
        {
            if (KeepsTimer)
            {
                _ = GoOffAsync(name, client, conversation);
            }

            await client.SendAsync(Passes(name, found[0]), conversation.Aborted);
        }
        else if (Miss(name) is { } miss)
        {
            await client.SendAsync(miss, conversation.Aborted);
        }
    }

    private async Task GoOffAsync(string name, Lines client, Conversation conversation)
    {
        try
        {
            await Task.Delay(Deadline, conversation.Time, conversation.Aborted);
            await client.SendAsync($"{name} - TIMED OUT", conversation.Aborted);
        }
        catch (Exception over) when (over is OperationCanceledException or WireException or ObjectDisposedException)
        {
            // The client has gone.
        }
    }

    private async Task<List<string>> AskAsync(string name, Table[] tables, Conversation conversation)
    {
        var found = new List<string>();
        foreach (var group in OneAfterOther ? tables.Chunk(1) : [tables])
        {
            using var late = new CancellationTokenSource(Deadline * Share, conversation.Time);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(conversation.Aborted, late.Token);
            var asked = group.Select(table => AskAsync(table, name, over.Token)).ToList();
            var deadline = Task.Delay(Deadline * Share, conversation.Time, over.Token);
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

    /// <summary>An answer; null when none came in time.</summary>
    private async Task<string?> AskAsync(Table table, string name, CancellationToken over)
    {
        var isKept = table.IsOpen;
        try
        {
            await table.ConnectAsync(TakesOneRecv, over);
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
        catch (IOException) when (!DiesWithTable)
        {
            // As silent as one that does not know.
        }

        await table.DisposeAsync();
        return DiesWithTable ? throw new IOException("a table server has gone")
            : isKept && Reconnects ? await AskAsync(table, name, over)
            : null;
    }

    /// <summary>A connection to a table server, kept for the next name.</summary>
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

    /// <summary>Lines of a connection.</summary>
    private sealed class Lines(Wire wire, bool takesOneRecv)
    {
        private readonly byte[] _buffer = new byte[1024];
        private string _rest = "";

        public Task SendAsync(string line, CancellationToken cancel) => wire.SendAsync(Encoding.UTF8.GetBytes($"{line}\n"), cancel).AsTask();

        /// <summary>A line; null at the end.</summary>
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
