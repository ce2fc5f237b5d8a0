using System.Collections.Concurrent;
using Tincan.Protocols.Talk;

namespace Tincan.Mutants.Programs;

/// <summary>A person whose lines are all typed in advance.</summary>
/// <param name="input">The typed text.</param>
internal sealed class ScriptedTalker(ReadOnlyMemory<byte> input) : ITalker
{
    private readonly ConcurrentQueue<string> _lines = new(Lines(Encoding.UTF8.GetString(input.Span)));

    /// <summary>The next line; null at the end of the input.</summary>
    public string? Next() => _lines.TryDequeue(out var line) ? line : null;

    public Task<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancel) =>
        Task.FromResult(Next() is { } line ? (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(line) : null);

    public ValueTask ShowAsync(ReadOnlyMemory<byte> message) => ValueTask.CompletedTask;

    /// <summary>Splits text into lines. The last one may have no line end.</summary>
    private static string[] Lines(string text) => text.Length == 0 || text.EndsWith('\n') ? text.Split('\n')[..^1] : text.Split('\n');
}
