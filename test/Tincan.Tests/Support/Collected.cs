using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Tincan.Tests.Support;

/// <summary>Takes what a client hands on.</summary>
internal sealed class Collected
{
    private readonly ConcurrentQueue<string> _all = new();
    private readonly Channel<string> _next = Channel.CreateUnbounded<string>();

    /// <summary>Every piece so far.</summary>
    public IReadOnlyList<string> Pieces => [.. _all];

    public string Text => string.Concat(_all);

    public ValueTask TakeAsync(ReadOnlyMemory<byte> piece)
    {
        Take(Encoding.UTF8.GetString(piece.Span));
        return ValueTask.CompletedTask;
    }

    public void Take(string piece)
    {
        _all.Enqueue(piece);
        Assert.True(_next.Writer.TryWrite(piece));
    }

    /// <summary>Waits for the next piece.</summary>
    public Task<string> NextAsync() => _next.Reader.ReadAsync().InTime();
}
