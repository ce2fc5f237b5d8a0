namespace Tincan.Cli.Terminal;

/// <summary>
/// Where a peer's bytes go: as they are into a file or pipe; on a terminal with control characters shown, so that they cannot drive it.
/// </summary>
internal sealed class PeerOutput : IAsyncDisposable
{
    private readonly ReportingStream _stream;
    private readonly bool _isTerminal;

    // What may be the beginning of a character or of CR LF, and is shown when the rest has come.
    private byte[] _held = [];

    private PeerOutput(Stream stream, bool isTerminal, string name)
    {
        _stream = new ReportingStream(stream, name);
        _isTerminal = isTerminal;
    }

    /// <summary>A person watches this output as it comes.</summary>
    public bool IsTerminal => _isTerminal;

    /// <summary>Standard output for null or <c>-</c>, otherwise a file, created or truncated.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static PeerOutput Open(string? path) => path is null or "-"
        ? new PeerOutput(StandardStreams.OpenOutput(), !Console.IsOutputRedirected, StandardStreams.OutputName)
        : new PeerOutput(OutputFile.Create(path), isTerminal: false, path);

    /// <summary>Writes to a stream as to a terminal or not; for tests.</summary>
    internal static PeerOutput To(Stream stream, bool isTerminal) => new(stream, isTerminal, StandardStreams.OutputName);

    /// <summary>Writes bytes as they came.</summary>
    /// <exception cref="UsageException">They cannot be written, for one because nobody reads the pipe any more.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (!_isTerminal)
        {
            _stream.Write(bytes);
            return;
        }

        byte[] all = [.. _held, .. bytes];
        var whole = all.Length - TailLength(all);
        _held = all[whole..];
        Show(all.AsSpan(0, whole), multiline: true);
    }

    /// <summary>Writes a line and LF as one piece.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public void WriteLine(ReadOnlySpan<byte> line)
    {
        if (_isTerminal)
        {
            Show(line, multiline: false);
            _stream.Write("\n"u8);
            return;
        }

        byte[] whole = [.. line, (byte)'\n'];
        _stream.Write(whole);
    }

    /// <summary>Waits for an answer; of one that is broken off, writes what had come before the error is said.</summary>
    public async Task<T> OrCutOffAsync<T>(Task<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (WireException broken)
        {
            Write(broken.CutOff.Span);
            throw;
        }
    }

    /// <summary>Shows what is held, and writes through.</summary>
    public void Flush()
    {
        Show(_held, multiline: true);
        _held = [];
        _stream.Flush();
    }

    public async ValueTask DisposeAsync()
    {
        Flush();
        await _stream.DisposeAsync();
    }

    private void Show(ReadOnlySpan<byte> bytes, bool multiline) => _stream.Write(Encoding.UTF8.GetBytes(Escape.ForTerminal(bytes, multiline)));

    /// <summary>How many bytes at the end cannot be shown yet: a CR, or the beginning of a character.</summary>
    private static int TailLength(ReadOnlySpan<byte> bytes) => bytes is [.., (byte)'\r'] ? 1 : Utf8Text.CutOffLength(bytes);
}
