namespace Tincan.Cli.Terminal;

/// <summary>
/// An output for a peer's bytes: unchanged in a file or pipe; on a terminal with control characters escaped, so that they cannot control it.
/// </summary>
/// <param name="stream">The output, which is disposed with this.</param>
/// <param name="isTerminal">Whether to write as to a terminal.</param>
/// <param name="name">The output's name, for messages.</param>
internal sealed class PeerOutput(Stream stream, bool isTerminal, string name) : IAsyncDisposable
{
    private readonly ReportingStream _stream = new(stream, name);

    // The beginning of a character, or a CR that may be part of CR LF. It is written when the rest has arrived.
    private byte[] _held = [];

    // Lines that are written together with the one after them.
    private readonly ArrayBufferWriter<byte> _lines = new();

    /// <summary>Whether the output is a terminal.</summary>
    public bool IsTerminal => isTerminal;

    /// <summary>Opens a file, created or truncated, or standard output for null or <c>-</c>.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static PeerOutput Open(string? path) => path is null or "-"
        ? new PeerOutput(StandardStreams.OpenOutput(), !Console.IsOutputRedirected, StandardStreams.OutputName)
        : new PeerOutput(OutputFile.Create(path), isTerminal: false, path);

    /// <summary>Writes bytes.</summary>
    /// <exception cref="UsageException">They cannot be written, for instance because the pipe's reader has exited.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (!isTerminal)
        {
            _stream.Write(bytes);
            return;
        }

        byte[] all = [.. _held, .. bytes];
        var whole = all.Length - TailLength(all);
        _held = all[whole..];
        Show(all.AsSpan(0, whole), multiline: true);
    }

    /// <summary>Writes a line and LF, in one write with the lines before it that had <paramref name="more"/>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="more">Whether another line follows at once.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public void WriteLine(ReadOnlySpan<byte> line, bool more = false)
    {
        if (isTerminal)
        {
            Show(line, multiline: false);
            _stream.Write("\n"u8);
            return;
        }

        _lines.Write(line);
        _lines.Write("\n"u8);
        if (!more)
        {
            WriteHeldLines();
        }
    }

    /// <summary>Waits for an answer. If it is cut off, writes what has arrived before the error is reported.</summary>
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

    /// <summary>Writes the held bytes, and flushes.</summary>
    public void Flush()
    {
        WriteHeldLines();
        Show(_held, multiline: true);
        _held = [];
        _stream.Flush();
    }

    public async ValueTask DisposeAsync()
    {
        Flush();
        await _stream.DisposeAsync();
    }

    private void WriteHeldLines()
    {
        _stream.Write(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
    }

    private void Show(ReadOnlySpan<byte> bytes, bool multiline) => _stream.Write(Encoding.UTF8.GetBytes(Escape.ForTerminal(bytes, multiline)));

    /// <summary>How many bytes at the end have to be held: a CR, or the beginning of a character.</summary>
    private static int TailLength(ReadOnlySpan<byte> bytes) => bytes is [.., (byte)'\r'] ? 1 : Utf8Text.CutOffLength(bytes);
}
