using Tincan.Framing;

namespace Tincan.Recording;

/// <summary>Reads a recording, and reports each line that it cannot read.</summary>
/// <param name="input">The recording.</param>
/// <param name="file">Its name for messages.</param>
/// <param name="complain">Called for each line that cannot be read: <c>FILE:LINE: what is wrong</c>.</param>
public sealed class RecordingReader(Stream input, string file, Action<string> complain) : IAsyncDisposable
{
    // More than enough for a read of 256 KiB in base64.
    private const int MaxLine = 16 * 1024 * 1024;

    private readonly LineInput _lines = new(input, MaxLine, file);

    /// <summary>Finds the messages again by this codec. Defaults to null: the messages are those of the recording.</summary>
    public MessageCodec? Codec { get; init; }

    /// <summary>Whether any line could not be read.</summary>
    public bool HasProblems { get; private set; }

    /// <summary>Reads the events, in order.</summary>
    /// <param name="cancel">Cancels the read.</param>
    public async IAsyncEnumerable<WireEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (!await ReadHeaderAsync(cancel))
        {
            yield break;
        }

        var framer = Codec is null ? null : new RecordingFramer(Codec);
        while (await NextAsync(cancel) is { IsEnd: false } line)
        {
            if (line.Content.IsEmpty || Parse(line) is not { } happened)
            {
                continue;
            }

            if (framer is null)
            {
                yield return happened;
                continue;
            }

            foreach (var framed in framer.Frame(happened))
            {
                yield return framed;
            }
        }
    }

    /// <summary>Closes the stream.</summary>
    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    private async Task<bool> ReadHeaderAsync(CancellationToken cancel)
    {
        var line = await NextAsync(cancel);
        switch (line.IsEnd ? null : RecordingFormat.ReadVersion(line.Content))
        {
            case null:
                Complain(1, "not a recording: the first line has no \"tincan-recording\"");
                return false;
            case > RecordingFormat.Version and var newer:
                Complain(1, $"a recording of version {newer}; this program reads up to version {RecordingFormat.Version}, and shows what it understands");
                return true;
            default:
                return true;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Line> NextAsync(CancellationToken cancel)
    {
        try
        {
            return _lines.TryRead(out var line) ? line : await _lines.ReadAsync(cancel);
        }
        catch (BadFileException tooLong)
        {
            HasProblems = true;
            complain(tooLong.Message);
            return Line.End;
        }
    }

    private WireEvent? Parse(Line line)
    {
        try
        {
            return RecordingFormat.Read(line.Content);
        }
        catch (FormatException error)
        {
            Complain(_lines.Count, line.IsUnfinished ? $"the last line is cut off ({error.Message})" : error.Message);
            return null;
        }
    }

    private void Complain(long line, string problem)
    {
        HasProblems = true;
        complain($"{file}:{line}: {problem}");
    }
}
