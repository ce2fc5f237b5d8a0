using Tincan.Files;

namespace Tincan.Recording;

/// <summary>
/// Writes a recording to a stream. Events wait in a bounded queue for a task of their own: the conversation never waits for the disk. What does not fit is
/// dropped and counted, and the count stands in the recording where the gap is.
/// </summary>
public sealed class RecordingWriter : IEventSink, IAsyncDisposable
{
    /// <summary>How many bytes of events may wait to be written.</summary>
    public const int MaxWaiting = 32 * 1024 * 1024;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    private readonly Stream _output;
    private readonly EventBacklog _waiting = new(MaxWaiting);
    private readonly ArrayBufferWriter<byte> _lines = new(64 * 1024);
    private readonly Action<string> _complain;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _writing;
    private int _unwritten;
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
    public long Dropped => _waiting.Lost;

    /// <inheritdoc/>
    public void Take(WireEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (Volatile.Read(ref _broken))
        {
            _waiting.Lose();
        }
        else
        {
            _waiting.Add(happened);
        }
    }

    /// <summary>Writes what waits and closes the stream.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Complete();
        await _ending.CancelAsync();
        await _writing;
        _ending.Dispose();
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
        WireEvent? last = null;
        while (await _waiting.WaitAsync())
        {
            while (_waiting.TryTake(out var next, out var lostBefore))
            {
                last = next!;
                if (_broken)
                {
                    _waiting.Lose();
                    continue;
                }

                if (lostBefore > 0)
                {
                    RecordingFormat.Write(EventBacklog.LostBefore(last, lostBefore), _lines);
                }

                RecordingFormat.Write(last, _lines);
                _unwritten++;
                if (_lines.WrittenCount >= 64 * 1024)
                {
                    await FlushAsync();
                }
            }

            await FlushAsync();

            // Woken for every event, this task would cost as much as the conversation that it records.
            await Task.Delay(Gathering, TimeProvider.System, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (last is not null && _waiting.TakeLost() is var lostAfter and > 0)
        {
            RecordingFormat.Write(EventBacklog.LostAfter(last, lostAfter), _lines);
            await FlushAsync();
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

        for (; _broken && _unwritten > 0; _unwritten--)
        {
            // Of these, none or some reached the disk; which cannot be known.
            _waiting.Lose();
        }

        _unwritten = 0;
        _lines.ResetWrittenCount();
    }

    private void Break(IOException error)
    {
        if (!_broken)
        {
            Volatile.Write(ref _broken, true);
            _complain($"the recording ends here: {FileProblem.Describe(error, path: null)}; the conversations go on");
        }
    }
}
