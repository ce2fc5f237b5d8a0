using System.Text;
using Tincan.Framing;
using Tincan.Wires;

namespace Tincan.Checks;

/// <summary>
/// Our end of a connection to a program under check: says things, and expects things. Whatever else happens is a <see cref="CheckFailedException"/>
/// of a named kind.
/// </summary>
public sealed class Peer : IAsyncDisposable
{
    private readonly Wire _wire;
    private readonly CheckOptions _options;
    private readonly CancellationToken _limit;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly List<byte> _come = [];
    private bool _isOver;
    private bool _hasFinished;
    private bool _isLetGo;

    internal Peer(Wire wire, CheckOptions options, CancellationToken limit)
    {
        _wire = wire;
        _options = options;
        _limit = limit;
    }

    /// <summary>Sends a line, with its terminator, as one segment.</summary>
    public Task SayAsync(string line) => SendAsync(Line(line));

    /// <summary>Sends lines, with their terminators, as one segment.</summary>
    public Task SayTogetherAsync(params string[] lines) => SendAsync(lines.SelectMany(Line).ToArray());

    /// <summary>Sends lines, and the beginning of one more without its terminator, as one segment.</summary>
    public Task SayUnfinishedAsync(string rest, params string[] lines) => SendAsync(lines.SelectMany(Line).Concat(Encoding.UTF8.GetBytes(rest)).ToArray());

    /// <summary>Sends bytes as one segment.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _wire.SendAsync(bytes, _limit);
        }
        catch (WireException error)
        {
            throw Broken(error, null);
        }
    }

    /// <summary>Says FIN; goes on to receive.</summary>
    public async Task FinishAsync()
    {
        _hasFinished = true;
        try
        {
            await _wire.FinishAsync(_limit);
        }
        catch (WireException)
        {
            // The program has gone, and cannot be told anything; the next receive says why.
        }
    }

    /// <summary>Breaks off with RST.</summary>
    public void Abort() => _wire.Abort();

    /// <summary>Expects a line with its terminator.</summary>
    /// <param name="line">Its content.</param>
    /// <param name="patience">How long it may take. Defaults to the options'.</param>
    public Task HearAsync(string line, TimeSpan? patience = null) => HearAsync(Encoding.UTF8.GetBytes(line), _options.Dialect.Terminator().ToArray(), patience);

    /// <summary>Expects exactly these bytes.</summary>
    /// <param name="bytes">What.</param>
    /// <param name="patience">How long they may take. Defaults to the options'.</param>
    public Task HearAsync(ReadOnlyMemory<byte> bytes, TimeSpan? patience = null) => HearAsync(bytes, default, patience);

    /// <summary>Takes off what the program says first, whether it is right or not: a case of its own judges that.</summary>
    /// <param name="greeting">What it should say.</param>
    public async Task SkipAsync(string greeting)
    {
        var expected = Encoding.UTF8.GetBytes(greeting);
        while (_come.Count < expected.Length && IsRightSoFar(expected) && await ReceiveAsync(_options.Patience, null) == Came.Bytes)
        {
        }

        if (_come.Count < expected.Length || !IsRightSoFar(expected))
        {
            await GatherAsync();
            _come.Clear();
            return;
        }

        _come.RemoveRange(0, expected.Length);
    }

    /// <summary>Takes off a blank line, if the program says one; what it says instead is left.</summary>
    public async Task SkipBlankAsync()
    {
        var blank = _options.Dialect.Terminator().ToArray();
        while (_come.Count < blank.Length && IsRightSoFar(blank) && await ReceiveAsync(_options.Quiet, null) == Came.Bytes)
        {
        }

        if (_come.Count >= blank.Length && IsRightSoFar(blank))
        {
            _come.RemoveRange(0, blank.Length);
        }
    }

    /// <summary>Receives a line of the program's, whatever it says; null at the end of the stream.</summary>
    public async Task<string?> ReadLineAsync(TimeSpan? patience = null)
    {
        var terminator = _options.Dialect.Terminator().ToArray();
        while (true)
        {
            var end = terminator.Length == 0 ? -1 : System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_come).IndexOf(terminator);
            if (end >= 0)
            {
                return Take(end, terminator.Length);
            }

            var wait = terminator.Length == 0 && _come.Count > 0 ? _options.Quiet : patience ?? _options.Patience;
            switch (await ReceiveAsync(wait, null))
            {
                case Came.Nothing when terminator.Length == 0 && _come.Count > 0:
                    return Take(_come.Count, 0);
                case Came.Nothing:
                    throw new CheckFailedException(_come.Count == 0 ? FailureKind.NoAnswer : FailureKind.TerminatorMissing, $"no line came within {Seconds(wait)}") { Got = Come() };
                case Came.End:
                    return _come.Count == 0 ? null : Take(_come.Count, 0);
                default:
                    break;
            }
        }
    }

    /// <summary>Expects that nothing comes, and that the connection stays open.</summary>
    /// <param name="time">For how long. Defaults to the options' quiet.</param>
    public async Task HearNothingAsync(TimeSpan? time = null)
    {
        var came = _come.Count > 0 ? Came.Bytes : await ReceiveAsync(time ?? _options.Quiet, null);
        if (came == Came.Bytes)
        {
            throw new CheckFailedException(FailureKind.ExtraBytes, "something came where nothing should") { Expected = ReadOnlyMemory<byte>.Empty, Got = Come() };
        }

        if (came == Came.End)
        {
            throw new CheckFailedException(FailureKind.ClosedEarly, "the program closed the connection") { IsOfEnding = true };
        }
    }

    /// <summary>Expects that the program closes, with FIN, and says nothing more before.</summary>
    /// <param name="patience">How long that may take. Defaults to the options'.</param>
    public async Task HearEndAsync(TimeSpan? patience = null)
    {
        try
        {
            while (!_isOver && await ReceiveAsync(patience ?? _options.Patience, null) is var came and not Came.End)
            {
                if (came == Came.Nothing)
                {
                    throw new CheckFailedException(FailureKind.NotClosed, $"the program did not close within {Seconds(patience ?? _options.Patience)}") { IsOfEnding = true };
                }
            }
        }
        catch (CheckFailedException reset) when (reset.Kind == FailureKind.Reset)
        {
            throw new CheckFailedException(FailureKind.Reset, reset.Message) { IsOfEnding = true };
        }

        if (_come.Count > 0)
        {
            throw new CheckFailedException(FailureKind.ExtraBytes, "more came than there should") { Expected = ReadOnlyMemory<byte>.Empty, Got = Come() };
        }
    }

    /// <summary>
    /// Lets go of the connection: with FIN, or with RST if the program has finished already, so that its port is not held by what would be its
    /// own side's TIME_WAIT.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        if (_isOver && !_hasFinished)
        {
            _wire.Abort();
        }

        _isLetGo = true;
        return _wire.DisposeAsync();
    }

    /// <summary>Breaks off with RST, unless it has been let go of.</summary>
    internal void Drop()
    {
        if (!_isLetGo)
        {
            _wire.Abort();
        }
    }

    private async Task HearAsync(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> terminator, TimeSpan? patience)
    {
        byte[] expected = [.. content.Span, .. terminator.Span];
        while (_come.Count < expected.Length && IsRightSoFar(expected))
        {
            var wait = patience ?? _options.Patience;
            switch (await ReceiveAsync(wait, expected))
            {
                case Came.Nothing when _come.Count == 0:
                    throw new CheckFailedException(FailureKind.NoAnswer, $"nothing came within {Seconds(wait)}") { Expected = expected, Got = Come() };
                case Came.Nothing when _come.Count >= content.Length:
                    throw new CheckFailedException(FailureKind.TerminatorMissing, "the text came without its line end") { Expected = expected, Got = Come() };
                case Came.Nothing:
                    throw new CheckFailedException(FailureKind.Late, $"only a part came within {Seconds(wait)}") { Expected = expected, Got = Come() };
                case Came.End when _come.Count >= content.Length && _come.Count > 0:
                    throw new CheckFailedException(FailureKind.TerminatorMissing, "the text came without its line end, and then the program closed") { Expected = expected, Got = Come() };
                case Came.End:
                    throw new CheckFailedException(FailureKind.ClosedEarly, "the program closed the connection before it had said this") { Expected = expected, Got = Come() };
                default:
                    break;
            }
        }

        if (!IsRightSoFar(expected))
        {
            await GatherAsync();
            throw new CheckFailedException(FailureKind.WrongBytes, "something else came") { Expected = expected, Got = Come() };
        }

        _come.RemoveRange(0, expected.Length);
    }

    private bool IsRightSoFar(byte[] expected)
    {
        var count = Math.Min(_come.Count, expected.Length);
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_come)[..count].SequenceEqual(expected.AsSpan(0, count));
    }

    /// <summary>What belongs to the wrong answer, so that a person sees all of it.</summary>
    private async Task GatherAsync()
    {
        try
        {
            while (_come.Count < _buffer.Length && await ReceiveAsync(_options.Quiet, null) == Came.Bytes)
            {
            }
        }
        catch (CheckFailedException)
        {
            // That it ended, too, is not what is wrong first.
        }
    }

    private async Task<Came> ReceiveAsync(TimeSpan wait, byte[]? expected)
    {
        if (_isOver)
        {
            return Came.End;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_limit);
        limit.CancelAfter(wait);
        try
        {
            var count = await _wire.ReceiveAsync(_buffer, limit.Token);
            _come.AddRange(_buffer.AsSpan(0, count));
            _isOver = count == 0;
            return count == 0 ? Came.End : Came.Bytes;
        }
        catch (OperationCanceledException) when (!_limit.IsCancellationRequested)
        {
            return Came.Nothing;
        }
        catch (WireException error)
        {
            throw Broken(error, expected);
        }
    }

    private CheckFailedException Broken(WireException error, byte[]? expected) =>
        new(FailureKind.Reset, $"the program broke the connection off: {error.Message}")
        {
            Expected = expected is null ? null : new ReadOnlyMemory<byte>(expected),
            Got = Come(),
        };

    private byte[] Line(string line) => [.. Encoding.UTF8.GetBytes(line), .. _options.Dialect.Terminator()];

    private string Take(int length, int more)
    {
        var text = Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_come)[..length]);
        _come.RemoveRange(0, length + more);
        return text;
    }

    private byte[] Come() => [.. _come];

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.###} s";

    private enum Came
    {
        Bytes,
        Nothing,
        End,
    }
}
