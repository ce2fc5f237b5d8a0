using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Acceptance.Support;
using Tincan.Protocols.Book;

namespace Tincan.Postgres.Tests.Support;

/// <summary>A server's book, and what it says of itself.</summary>
internal sealed class FollowedBook : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<(Func<BookState, bool> Is, TaskCompletionSource Came)> _awaited = [];
    private PostgresBook? _book;

    /// <summary>Opens a book whose database tells it of changes; asking every so often, which would hide that it does not, is left out.</summary>
    public static async Task<FollowedBook> OpenAsync(string address, PostgresBookOptions? options = null)
    {
        var followed = new FollowedBook();
        options ??= new PostgresBookOptions { Heartbeat = TimeSpan.FromHours(1) };
        followed._book = await PostgresBook.OpenAsync(
            PostgresAddress.Parse(address), options with { StateChanged = followed.Take, Seed = 1 }, NullLogger.Instance).InTime();
        return followed;
    }

    public BookState State => _book!.State;

    /// <summary>What it answers: a name, or nothing, or that it does not know.</summary>
    public string Ask(string email)
    {
        var outcome = _book!.Find(Encoding.UTF8.GetBytes(email), out var response);
        return outcome == LookupOutcome.Found ? Encoding.UTF8.GetString(response.Span[BookMessage.HeaderSize..]) : $"({outcome})";
    }

    /// <summary>Waits until it is so.</summary>
    public async Task UntilAsync(Func<BookState, bool> state)
    {
        var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _awaited.Add((state, came));
        }

        // It may have become so before anybody waited.
        Take(State);
        await came.Task.InTime();
    }

    public ValueTask DisposeAsync() => _book!.DisposeAsync();

    private void Take(BookState state)
    {
        lock (_lock)
        {
            foreach (var (_, came) in _awaited.Where(awaited => awaited.Is(state)))
            {
                came.TrySetResult();
            }
        }
    }
}
