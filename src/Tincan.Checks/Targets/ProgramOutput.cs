namespace Tincan.Checks.Targets;

/// <summary>Reads everything that a program writes, and keeps as much as a person would look at.</summary>
internal sealed class ProgramOutput
{
    /// <summary>How many bytes to keep from the beginning, and again from the end, where errors are.</summary>
    private const int MaxText = 32 * 1024;
    private const int MaxStandardOutput = 4 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly ArrayBufferWriter<byte> _standardOutput = new();
    private readonly byte[] _end = new byte[MaxText];
    private long _more;

    /// <summary>Standard output and standard error, in the order of arrival.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                var text = Encoding.UTF8.GetString(_text.WrittenSpan);
                if (_more == 0)
                {
                    return text;
                }

                var kept = (int)Math.Min(_more, MaxText);
                var end = new byte[kept];
                for (var i = 0; i < kept; i++)
                {
                    end[i] = _end[(_more - kept + i) % MaxText];
                }

                var lost = _more - kept;
                return $"{text}{(lost == 0 ? "" : $"\n[{lost} bytes more]\n")}{Encoding.UTF8.GetString(end)}";
            }
        }
    }

    /// <summary>Standard output.</summary>
    public byte[] StandardOutput
    {
        get
        {
            lock (_lock)
            {
                return _standardOutput.WrittenSpan.ToArray();
            }
        }
    }

    public async Task ReadAsync(Stream stream, bool isStandardOutput)
    {
        var buffer = new byte[16 * 1024];
        while (await ReadAsync(stream, buffer) is var count and > 0)
        {
            lock (_lock)
            {
                var kept = Math.Min(count, MaxText - _text.WrittenCount);
                _text.Write(buffer.AsSpan(0, kept));
                foreach (var one in buffer.AsSpan(kept, count - kept))
                {
                    _end[_more++ % MaxText] = one;
                }

                if (isStandardOutput)
                {
                    _standardOutput.Write(buffer.AsSpan(0, Math.Min(count, MaxStandardOutput - _standardOutput.WrittenCount)));
                }
            }
        }
    }

    private static async Task<int> ReadAsync(Stream stream, byte[] buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The program has exited, and another process holds the pipe.
            return 0;
        }
    }
}
