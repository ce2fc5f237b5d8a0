using System.Collections.Concurrent;
using Tincan.Checks.Contexts;

namespace Tincan.Checks.Plays;

/// <summary>A table server for a resolver under check, with any number of connections.</summary>
internal sealed class TablePlay
{
    /// <summary>All names that cases ask for. Without line ends, a read that is a known name is a question.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "rutgers.edu", "amazon.com", "www.princeton.edu", "google.com", "nothinghere.com", "NoSuchHost.org", "slow.com", "fast.com",
    };

    private readonly CaseContext _context;
    private readonly Dictionary<string, string> _records;
    private readonly Func<Task> _wait;
    private readonly bool _isOneShot;
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly TaskCompletionSource _wasAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TablePlay(CaseContext context, (string Name, string Answer)[] records, Func<Task> wait, bool isOneShot)
    {
        _context = context;
        _records = records.ToDictionary(static record => record.Name, static record => record.Answer, StringComparer.OrdinalIgnoreCase);
        _wait = wait;
        _isOneShot = isOneShot;
    }

    /// <summary>The questions, in order.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>Completes when the first question arrives.</summary>
    public Task WasAsked => _wasAsked.Task.OnContext();

    /// <summary>Plays a table server until the case ends.</summary>
    /// <param name="context">The case.</param>
    /// <param name="table">The table server, from 0.</param>
    /// <param name="records">The answers by name. Other names get no answer, as with all table servers.</param>
    public static Task<TablePlay> PlayAsync(CaseContext context, int table, params (string Name, string Answer)[] records) =>
        new TablePlay(context, records, static () => Task.CompletedTask, isOneShot: false).StartAsync(table);

    /// <summary>Plays a table server that closes the connection after each answer.</summary>
    public static Task<TablePlay> PlayOneShotAsync(CaseContext context, int table, params (string Name, string Answer)[] records) =>
        new TablePlay(context, records, static () => Task.CompletedTask, isOneShot: true).StartAsync(table);

    /// <summary>Plays a table server that delays answers that end with <c>#</c>. The sign is not sent.</summary>
    public static Task<TablePlay> PlayDelayedAsync(CaseContext context, int table, TimeSpan wait, params (string Name, string Answer)[] records) =>
        new TablePlay(context, records, () => Task.Delay(wait, context.Options.Time, context.Cancel), isOneShot: false).StartAsync(table);

    /// <summary>Plays a table server that holds back answers that end with <c>#</c> until something has happened.</summary>
    /// <param name="context">The case.</param>
    /// <param name="table">The table server, from 0.</param>
    /// <param name="until">Called when the answer is due; completes when it may be sent.</param>
    /// <param name="records">The answers by name.</param>
    public static Task<TablePlay> PlayBlockedAsync(CaseContext context, int table, Func<Task> until, params (string Name, string Answer)[] records) =>
        new TablePlay(context, records, () => until().OnContext().WaitAsync(context.Cancel), isOneShot: false).StartAsync(table);

    /// <summary>The next name that a resolver asks for; null at the end of the stream.</summary>
    public static Task<string?> ReadNameAsync(Peer peer) => peer.ReadKnownMessageAsync(Names);

    private async Task<TablePlay> StartAsync(int table)
    {
        await _context.ServeTableAsync(table, ServeAsync);
        return this;
    }

    private async Task ServeAsync(Peer peer)
    {
        while (await ReadNameAsync(peer) is { } name)
        {
            _asked.Enqueue(name);
            _wasAsked.TrySetResult();
            if (!_records.TryGetValue(name, out var answer))
            {
                continue;
            }

            if (answer.EndsWith('#'))
            {
                await _wait();
            }

            await peer.SendLineAsync(answer.TrimEnd('#'));
            if (_isOneShot)
            {
                await peer.FinishAsync();
                return;
            }
        }
    }
}
