using Tincan.Protocols.Talk;

namespace Tincan.Cli.Terminal;

/// <summary>The person at the terminal, or a script on standard input. Lines typed ahead wait and go out one per turn.</summary>
internal sealed class ConsoleTalker : ITalker, ITalkCalls, IAsyncDisposable
{
    private readonly LineInput _input = Input.Lines(null);
    private readonly PeerOutput _output = PeerOutput.Open(null);
    private readonly bool _isTerminal = !Console.IsInputRedirected;

    // Typing cannot be taken back: a line asked for while the last peer left is the first one for the next.
    private Task<Line>? _typing;
    private bool _isPrompting;

    public async Task<ReadOnlyMemory<byte>?> SayAsync(CancellationToken cancel)
    {
        Prompt();

        _typing ??= _input.ReadAsync(CancellationToken.None).AsTask();
        var line = await TypedAsync(_typing, cancel);
        if (line.IsEnd)
        {
            return null;
        }

        _typing = null;
        _isPrompting = false;
        if (_isTerminal && !line.Content.IsEmpty)
        {
            await Console.Error.WriteLineAsync("(their turn)");
        }

        return line.Content;
    }

    public ValueTask HearAsync(ReadOnlyMemory<byte> message)
    {
        Aside(() => _output.WriteLine(message.Span));
        return ValueTask.CompletedTask;
    }

    public void Notice(string text) => Aside(() => Say.Line($"({text})"));

    public void Begin(EndPoint caller) => Say.Line($"({caller} has called; they speak first)");

    public void End(EndPoint caller, TalkEnding ending, string? problem) => Say.Line(problem is null
        ? $"({caller}: the talk is over; {(ending == TalkEnding.Here ? "ended here" : "ended there")})"
        : $"({caller}: {problem})");

    private void Prompt()
    {
        if (_isTerminal)
        {
            _isPrompting = true;
            Say.Part("you> ");
        }
    }

    /// <summary>Writes something that may come while a line is being typed: below the prompt, and with a new prompt after it.</summary>
    private void Aside(Action write)
    {
        if (!_isPrompting)
        {
            write();
            return;
        }

        Say.Part("\n");
        write();
        Prompt();
    }

    private async Task<Line> TypedAsync(Task<Line> typing, CancellationToken cancel)
    {
        try
        {
            return await typing.WaitAsync(cancel);
        }
        catch (OperationCanceledException) when (_isTerminal)
        {
            _isPrompting = false;

            // What is said next must not stand behind the prompt.
            await Console.Error.WriteLineAsync();
            throw;
        }
    }

    // The input stays open: a read of standard input cannot be cancelled, and the program ends with it.
    public ValueTask DisposeAsync() => _output.DisposeAsync();
}
