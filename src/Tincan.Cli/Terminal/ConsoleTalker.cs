using Tincan.Protocols.Talk;

namespace Tincan.Cli.Terminal;

/// <summary>The person at the terminal, or a script on standard input. Lines typed ahead are sent one per turn.</summary>
internal sealed class ConsoleTalker : ITalker, ITalkCalls, IAsyncDisposable
{
    private readonly LineInput _input = Input.Lines(null);
    private readonly PeerOutput _output = PeerOutput.Open(null);
    private readonly bool _isTerminal = !Console.IsInputRedirected;

    // A read cannot be cancelled: a line that was being typed when a peer left goes to the next peer.
    private Task<Line>? _typing;
    private bool _isPrompting;

    public async Task<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancel)
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

    public ValueTask ShowAsync(ReadOnlyMemory<byte> message)
    {
        Aside(() => _output.WriteLine(message.Span));
        return ValueTask.CompletedTask;
    }

    public void Notice(string text) => Aside(() => Stderr.Line($"({text})"));

    public void Begin(EndPoint caller) => Stderr.Line($"({caller} connected; the other side speaks first)");

    public void End(EndPoint caller, TalkEnding ending, string? problem) => Stderr.Line(problem is null
        ? $"({caller}: {(ending == TalkEnding.Here ? "you ended the talk" : "the other side ended the talk")})"
        : $"({caller}: {problem})");

    private void Prompt()
    {
        if (_isTerminal)
        {
            _isPrompting = true;
            Stderr.Part("you> ");
        }
    }

    /// <summary>Writes something while a line may be being typed: below the prompt, followed by a new prompt.</summary>
    private void Aside(Action write)
    {
        if (!_isPrompting)
        {
            write();
            return;
        }

        Stderr.Part("\n");
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

            // The next message must not be on the prompt's line.
            await Console.Error.WriteLineAsync();
            throw;
        }
    }

    // The input stays open: a read of standard input cannot be cancelled, and the program ends with it.
    public ValueTask DisposeAsync() => _output.DisposeAsync();
}
