using System.Collections.Concurrent;
using Tincan.Protocols.Talk;

namespace Tincan.Mutants.Programs;

/// <summary>A person who has typed everything ahead.</summary>
/// <param name="input">What was typed.</param>
internal sealed class ScriptedTalker(ReadOnlyMemory<byte> input) : ITalker
{
    private readonly ConcurrentQueue<string> _lines = new(Lines(Encoding.UTF8.GetString(input.Span)));

    /// <summary>The next line; null at the end of input.</summary>
    public string? Next() => _lines.TryDequeue(out var line) ? line : null;

    public Task<ReadOnlyMemory<byte>?> SayAsync(CancellationToken cancel) =>
        Task.FromResult(Next() is { } line ? (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(line) : null);

    public ValueTask HearAsync(ReadOnlyMemory<byte> message) => ValueTask.CompletedTask;

    /// <summary>What stands between line ends; behind the last one there may be a line without one.</summary>
    private static string[] Lines(string text) => text.Length == 0 || text.EndsWith('\n') ? text.Split('\n')[..^1] : text.Split('\n');
}
