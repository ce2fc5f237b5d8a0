using System.Collections.Concurrent;
using Tincan.Checks.Contexts;

namespace Tincan.Checks.Plays;

/// <summary>A table server that a case plays for a resolver under check, on as many connections as the resolver opens.</summary>
internal sealed class TablePlay
{
    /// <summary>Every name that a case asks for: without line ends, a read of one is a question by itself.</summary>
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

    /// <summary>What it was asked, in order.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>Ends when it is asked for the first time.</summary>
    public Task WasAsked => _wasAsked.Task.OnContext();

    /// <summary>Plays a table server until the case is over.</summary>
    /// <param name="context">The case's.</param>
    /// <param name="table">Which, from 0.</param>
    /// <param name="records">The answers, each by the name as it is asked; to other names it says nothing, as table servers do.</param>
    public static Task<TablePlay> PlayAsync(CaseContext context, int table, params (string Name, string Answer)[] records) =>
        new TablePlay(context, records, static () => Task.CompletedTask, isOneShot: false).StartAsync(table);

    /// <summary>Plays a table server that closes its connection behind each answer.</summary>
    public static Task<TablePlay> PlayOneShotAsync(CaseContext context, int table, params (string Name, string Answer)[] records) =>
        new TablePlay(context, records, static () => Task.CompletedTask, isOneShot: true).StartAsync(table);

    /// <summary>Plays a table server that takes its time for an answer that ends with <c>#</c>; the sign itself is not sent.</summary>
    public static Task<TablePlay> PlayDelayedAsync(CaseContext context, int table, TimeSpan wait, params (string Name, string Answer)[] records) =>
        new TablePlay(context, records, () => Task.Delay(wait, context.Options.Time, context.Cancel), isOneShot: false).StartAsync(table);

    /// <summary>Plays a table server that keeps an answer that ends with <c>#</c> until something has happened.</summary>
    /// <param name="context">The case's.</param>
    /// <param name="table">Which, from 0.</param>
    /// <param name="until">Begun when the answer is due; ends when it has.</param>
    /// <param name="records">The answers.</param>
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
