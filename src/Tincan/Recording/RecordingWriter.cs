using System.Buffers;
using System.Threading.Channels;

namespace Tincan.Recording;

/// <summary>
/// Writes a recording to a stream. Events wait in a bounded queue for a task of their own: the conversation never waits for the disk. What does not fit is
/// dropped and counted, and the count stands in the recording where the gap is.
/// </summary>
public sealed class RecordingWriter : IEventSink, IAsyncDisposable
{
    /// <summary>How many bytes of events may wait to be written.</summary>
    public const int MaxWaiting = 32 * 1024 * 1024;

    /// <summary>What an event costs besides its bytes, roughly.</summary>
    private const int EventSize = 256;

    private readonly Stream _output;
    private readonly Channel<WireEvent> _waiting = Channel.CreateUnbounded<WireEvent>(new() { SingleReader = true });
    private readonly ArrayBufferWriter<byte> _lines = new(64 * 1024);
    private readonly Action<string> _complain;
    private readonly Task _writing;
    private long _bytesWaiting;
    private long _dropped;
    private long _droppedUnsaid;
    private bool _broken;

    /// <summary>Begins to write.</summary>
    /// <param name="output">Where to; it is closed with this.</param>
    /// <param name="began">When the recording began.</param>
    /// <param name="by">What makes it.</param>
    /// <param name="complain">Is told, once, if the stream can no longer be written.</param>
    public RecordingWriter(Stream output, DateTimeOffset began, string by, Action<string> complain)
    {
        _output = output;
        _complain = complain;
        RecordingFormat.WriteHeader(began, by, _lines);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>How many events were not written, because the disk was too slow, full or gone.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <inheritdoc/>
    public void Take(WireEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var size = EventSize + happened.Bytes.Length;
        if (Volatile.Read(ref _broken) || Interlocked.Read(ref _bytesWaiting) + size > MaxWaiting)
        {
            Interlocked.Increment(ref _dropped);
            Interlocked.Increment(ref _droppedUnsaid);
            return;
        }

        Interlocked.Add(ref _bytesWaiting, size);
        _waiting.Writer.TryWrite(happened);
    }

    /// <summary>Writes what waits and closes the stream.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
        try
        {
            await _output.DisposeAsync();
        }
        catch (IOException error)
        {
            Break(error);
        }
    }

    private async Task WriteAsync()
    {
        await FlushAsync();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (_waiting.Reader.TryRead(out var happened))
            {
                Interlocked.Add(ref _bytesWaiting, -EventSize - happened.Bytes.Length);
                if (_broken)
                {
                    Interlocked.Increment(ref _dropped);
                    continue;
                }

                SayDropped(happened);
                RecordingFormat.Write(happened, _lines);
                if (_lines.WrittenCount >= 64 * 1024)
                {
                    await FlushAsync();
                }
            }

            await FlushAsync();
        }
    }

    private void SayDropped(WireEvent next)
    {
        if (Interlocked.Exchange(ref _droppedUnsaid, 0) is var dropped and > 0)
        {
            var note = new WireEvent
            {
                Number = next.Number,
                At = next.At,
                Wall = next.Wall,
                Kind = WireEventKind.Note,
                Text = $"{dropped} events were lost before this one: they came faster than they could be written",
            };
            RecordingFormat.Write(note, _lines);
        }
    }

    private async Task FlushAsync()
    {
        if (_lines.WrittenCount == 0 || _broken)
        {
            return;
        }

        try
        {
            await _output.WriteAsync(_lines.WrittenMemory);
            await _output.FlushAsync();
        }
        catch (IOException error)
        {
            Break(error);
        }

        _lines.ResetWrittenCount();
    }

    private void Break(IOException error)
    {
        if (!_broken)
        {
            Volatile.Write(ref _broken, true);
            _complain($"the recording ends here: {error.Message}; the conversations go on");
        }
    }
}
