using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Tincan.Wires;

namespace Tincan.Framing;

/// <summary>Reads lines from a wire, in a dialect that is given or that the first message decides.</summary>
/// <remarks>
/// With <see cref="Dialect.Auto"/> the first message ends at the first <c>\n</c>, <c>\r\n</c> or <c>\0</c>, which is the dialect from then on.
/// If bytes are there and none of these follows within <see cref="LineOptions.Quiet"/>, the dialect is <see cref="Dialect.Raw"/>, and
/// from then on <see cref="LineOptions.RawQuiet"/> of silence ends a message.
/// </remarks>
public sealed class LineReader : IDisposable
{
    private readonly ReceiveBuffer _buffer;
    private readonly LineOptions _options;
    private LineFramer? _framer;
    private int _seen;

    /// <summary>Reads from a wire; the reader does not own it.</summary>
    /// <param name="wire">Where the bytes come from.</param>
    /// <param name="options">Dialect, limit and quiet times.</param>
    public LineReader(Wire wire, LineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _buffer = new ReceiveBuffer(wire);
        _options = options;
        Become(options.Dialect);
    }

    /// <summary>The dialect; <see cref="Dialect.Auto"/> until the first message has decided.</summary>
    public Dialect Dialect { get; private set; }

    /// <summary>What has arrived and was not read as a line yet. Good until the next read.</summary>
    public ReadOnlyMemory<byte> Pending => _buffer.Unread;

    /// <summary>Takes the next line if it is already here, without waiting.</summary>
    /// <param name="line">The line; its bytes are good until the next read.</param>
    /// <exception cref="WireException">The line is over the limit (<see cref="CloseReason.Malformed"/>).</exception>
    public bool TryRead(out Line line)
    {
        var unread = _buffer.Unread;
        if (Dialect == Dialect.Auto && !unread.IsEmpty)
        {
            Become(LineFramer.Recognise(unread.Span, _seen));
        }

        if (_framer is null)
        {
            // While the dialect is open, a CR at the end may be half of a terminator, which the limit does not count.
            ThrowIfTooLong(Dialect == Dialect.Auto && unread.Span is [.., (byte)'\r'] ? unread.Length - 1 : unread.Length);
            _seen = unread.Length;
            line = default;
            return false;
        }

        var cut = _framer.Cut(unread.Span, _seen);
        if (cut.Status == FrameStatus.Done)
        {
            line = new Line(unread[..cut.Length]);
            Consume(cut.Consumed);
            return true;
        }

        if (cut.Status == FrameStatus.Invalid)
        {
            throw TooLong();
        }

        _seen = unread.Length;
        line = default;
        return false;
    }

    /// <summary>Waits for the next line. The end of the stream ends an unfinished last line, and then gives <see cref="Line.End"/>.</summary>
    /// <param name="cancel">Gives up waiting; what had arrived of the line is kept.</param>
    /// <exception cref="WireException">The line is over the limit, or the connection broke.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Line> ReadAsync(CancellationToken cancel = default)
    {
        try
        {
            while (true)
            {
                if (TryRead(out var line))
                {
                    return line;
                }

                if (_buffer.Ended)
                {
                    return TakeRest(unfinished: true);
                }

                if (_framer is not null || _buffer.Unread.IsEmpty)
                {
                    await _buffer.ReceiveAsync(cancel);
                }
                else if (!await _buffer.ReceiveWithinAsync(Dialect == Dialect.Raw ? _options.RawQuiet : _options.Quiet, _options.Time, cancel))
                {
                    Become(Dialect.Raw);
                    return TakeRest(unfinished: false);
                }
            }
        }
        catch (WireException broken) when (broken.CutOff.IsEmpty)
        {
            broken.CutOff = _buffer.Unread.ToArray();
            throw;
        }
    }

    /// <summary>
    /// Takes a greeting, which has no terminator, off the front of the stream: the expected one as soon as it is whole, and any other
    /// when nothing more has come for <see cref="LineOptions.Quiet"/>.
    /// </summary>
    /// <param name="expected">The greeting that is expected; empty expects none and does not wait.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <returns>What came, good until the next read; empty if nothing did.</returns>
    /// <exception cref="WireException">The greeting is over the limit of a line, or the connection broke.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadGreetingAsync(ReadOnlyMemory<byte> expected, CancellationToken cancel = default)
    {
        var greeting = _buffer.Unread;
        try
        {
            while (!greeting.Span.StartsWith(expected.Span)
                && !_buffer.Ended
                && await _buffer.ReceiveWithinAsync(_options.Quiet, _options.Time, cancel))
            {
                greeting = _buffer.Unread;
                ThrowIfTooLong(greeting.Length);
            }
        }
        catch (WireException broken)
        {
            broken.CutOff = greeting.ToArray();
            throw;
        }

        greeting = greeting.Span.StartsWith(expected.Span) ? greeting[..expected.Length] : greeting;
        Consume(greeting.Length);
        return greeting;
    }

    /// <summary>Gives its buffer back. The wire stays open.</summary>
    public void Dispose() => _buffer.Dispose();

    private Line TakeRest(bool unfinished)
    {
        var rest = _buffer.Unread;
        if (rest.IsEmpty)
        {
            return Line.End;
        }

        ThrowIfTooLong(rest.Length);
        if (Dialect == Dialect.Auto)
        {
            Become(Dialect.Raw);
        }

        Consume(rest.Length);
        return new Line(rest, IsUnfinished: unfinished && Dialect != Dialect.Raw);
    }

    private void Consume(int count)
    {
        _buffer.Consume(count);
        _seen = 0;
    }

    private void Become(Dialect dialect)
    {
        Dialect = dialect;
        _framer = dialect is Dialect.Auto or Dialect.Raw ? null : new LineFramer(dialect, _options.MaxLine);
    }

    private void ThrowIfTooLong(int length)
    {
        if (length > _options.MaxLine)
        {
            throw TooLong();
        }
    }

    private WireException TooLong() => new(CloseReason.Malformed, LineFramer.TooLong(_options.MaxLine)) { IsTooLong = true };
}
