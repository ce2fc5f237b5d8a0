using Tincan.Files;

namespace Tincan.Recording;

/// <summary>
/// Writes a recording to a stream. A task of its own takes events from a bounded queue, so that a connection never waits for the disk. Events that
/// do not fit are dropped, and the recording has their number where they are missing.
/// </summary>
public sealed class RecordingWriter : IEventSink, IAsyncDisposable
{
    /// <summary>The size of the queue, in bytes.</summary>
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

    /// <summary>Makes a writer that owns its stream, and writes the first line.</summary>
    /// <param name="output">The output.</param>
    /// <param name="began">When the recording began.</param>
    /// <param name="by">The program that makes it.</param>
    /// <param name="complain">Called once, if the stream can no longer be written.</param>
    public RecordingWriter(Stream output, DateTimeOffset began, string by, Action<string> complain)
    {
        _output = output;
        _complain = complain;
        RecordingFormat.WriteHeader(began, by, _lines);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>The number of events not written, because the disk was too slow, full or gone.</summary>
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

    /// <summary>Writes what is in the queue, and closes the stream.</summary>
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

            // Waking this task for every event would cost as much as the connection that it records.
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
            // Some of these may have reached the disk; it is unknown which.
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
            _complain($"the recording ends here: {FileProblem.Describe(error, path: null)}; the connections are not affected");
        }
    }
}
