using Tincan.Files;

namespace Tincan.Recording;

/// <summary>
/// Writes a recording to a stream, in batches and on a task of its own, so that no connection writes to a disk. If the disk falls behind, connections wait for
/// it, at most a second if it takes nothing. Events that then do not fit are lost, and the recording has their number where they are missing.
/// </summary>
public sealed class RecordingWriter : IEventSink, IAsyncDisposable
{
    /// <summary>The most bytes that wait to be written.</summary>
    public const int MaxWaiting = RecordingBacklog.Most;

    private readonly Stream _output;
    private readonly RecordingBacklog _backlog;
    private readonly Action<string> _complain;
    private readonly Task _writing;
    private bool _isBroken;

    /// <summary>Makes a writer that owns its stream, and writes the first line.</summary>
    /// <param name="output">The output.</param>
    /// <param name="began">When the recording began.</param>
    /// <param name="by">The program that makes it.</param>
    /// <param name="complain">Called once, if the stream can no longer be written.</param>
    public RecordingWriter(Stream output, DateTimeOffset began, string by, Action<string> complain)
        : this(output, began, by, complain, TimeProvider.System)
    {
    }

    internal RecordingWriter(Stream output, DateTimeOffset began, string by, Action<string> complain, TimeProvider time)
    {
        _output = output;
        _complain = complain;
        _backlog = new RecordingBacklog(time);
        _backlog.AddHeader(began, by);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>The number of events not written, because the disk was too slow, full or gone.</summary>
    public long Dropped => _backlog.Lost;

    /// <inheritdoc/>
    public bool KeepsEvents => false;

    /// <inheritdoc/>
    public void Take(WireEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        _backlog.Add(happened);
    }

    /// <inheritdoc/>
    public Task CaughtUpAsync() => _backlog.CaughtUpAsync();

    /// <summary>Writes what has been taken, and closes the stream.</summary>
    public async ValueTask DisposeAsync()
    {
        _backlog.Complete();
        await _writing;
        try
        {
            await _output.DisposeAsync();
        }
        catch (IOException error)
        {
            Break(error, batch: null);
        }
    }

    private async Task WriteAsync()
    {
        bool goesOn;
        do
        {
            await _backlog.GatherAsync();
            goesOn = _backlog.Seal();
            while (_backlog.TryTake(out var batch))
            {
                try
                {
                    await _output.WriteAsync(batch.Lines.WrittenMemory);
                    await _output.FlushAsync();
                    _backlog.Written(batch);
                }
                catch (IOException error)
                {
                    Break(error, batch);
                }
            }
        }
        while (goesOn);
    }

    private void Break(IOException error, RecordingBatch? batch)
    {
        _backlog.Break(batch);
        if (!_isBroken)
        {
            _isBroken = true;
            _complain($"the recording ends here: {FileProblem.Describe(error, path: null)}; the connections are not affected");
        }
    }
}
