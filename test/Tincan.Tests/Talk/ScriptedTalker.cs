using System.Threading.Channels;
using Tincan.Protocols.Talk;
using Tincan.Tests.Support;

namespace Tincan.Tests.Talk;

/// <summary>A person whose typing is scripted. Lines typed ahead wait; one that nobody asked for yet stays for the next talk.</summary>
internal sealed class ScriptedTalker : ITalker, ITalkCalls
{
    private readonly Channel<string> _typed = Channel.CreateUnbounded<string>();
    private readonly Channel<bool> _turns = Channel.CreateUnbounded<bool>();

    public ScriptedTalker(params string[] lines)
    {
        foreach (var line in lines)
        {
            Type(line);
        }
    }

    public Collected Shown { get; } = new();

    public Collected Calls { get; } = new();

    public Collected Notices { get; } = new();

    public void Type(string line) => Assert.True(_typed.Writer.TryWrite(line));

    public void EndInput() => _typed.Writer.Complete();

    /// <summary>Waits until it is this person's turn, once more each time.</summary>
    public Task TurnAsync() => _turns.Reader.ReadAsync().InTime();

    public async Task<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancel)
    {
        _turns.Writer.TryWrite(true);
        if (!await _typed.Reader.WaitToReadAsync(cancel))
        {
            return null;
        }

        return WireText.Bytes(await _typed.Reader.ReadAsync(cancel));
    }

    public ValueTask ShowAsync(ReadOnlyMemory<byte> message) => Shown.TakeAsync(message);

    public void Notice(string text) => Notices.Take(text);

    public void Begin(EndPoint caller) => Calls.Take("begin");

    public void End(EndPoint caller, TalkEnding ending, string? problem) => Calls.Take($"end {ending} {problem}".TrimEnd());
}
