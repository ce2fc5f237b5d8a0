using Tincan.Files;
using Tincan.Hosting;

namespace Tincan.Protocols.Reverse;

/// <summary>The output file of a reverse server: whole lines that end with LF, each written through before its answer is sent.</summary>
public sealed class LineFile : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly bool _keeps;
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>How much of an incomplete line is shown, in bytes.</summary>
    private const int MaxShown = 60;

    private LineFile(FileStream file, bool keeps) => (_file, _keeps) = (file, keeps);

    /// <summary>
    /// A warning if the last line of a file that is appended to had no line end, which happens on a full disk. Null if it was complete, and before
    /// <see cref="Begin"/>.
    /// </summary>
    public string? Torn { get; private set; }

    /// <summary>Creates or truncates the file, or appends to it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="append">
    /// Whether to append. The file is then locked, so that a second program that appends to it fails, and does not overwrite the lines of the first.
    /// </param>
    /// <exception cref="ServerFaultException">The file cannot be written.</exception>
    public static LineFile Create(string path, bool append = false)
    {
        var file = Open(path, append);
        file.Begin();
        return file;
    }

    /// <summary>
    /// Opens the file, or creates it, and leaves what is in it until <see cref="Begin"/>: a server that cannot start has emptied nothing.
    /// </summary>
    /// <param name="path">Where.</param>
    /// <param name="append">Keeps what is in the file, and locks it, as <see cref="Create"/> says.</param>
    /// <exception cref="ServerFaultException">The file cannot be written.</exception>
    public static LineFile Open(string path, bool append = false)
    {
        try
        {
            // Only a regular file has a length. Opening a FIFO for reading would block.
            var keeps = append && new FileInfo(path) is { Exists: true, Length: > 0 };
            var file = FileWait.Open(path, new FileStreamOptions
            {
                Mode = append && !keeps ? FileMode.Append : FileMode.OpenOrCreate,
                Access = keeps ? FileAccess.ReadWrite : FileAccess.Write,
                Share = append ? FileShare.None : FileShare.ReadWrite,
                BufferSize = 0,
                Options = FileOptions.Asynchronous,
            });
            return new LineFile(file, append);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Fault(path, error);
        }
    }

    /// <summary>Truncates the file; if it is appended to, begins a new line instead.</summary>
    /// <exception cref="ServerFaultException">The file cannot be written.</exception>
    public void Begin()
    {
        try
        {
            // A device or a pipe cannot be truncated.
            if (!_keeps && _file.CanSeek && _file.Length > 0)
            {
                _file.SetLength(0);
            }
            else if (_keeps && _file.CanRead)
            {
                EndTornLine();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Fault(_file.Name, error);
        }
    }

    /// <summary>Ends an incomplete last line, left by a full disk, so that the first new line is not appended to it.</summary>
    private void EndTornLine()
    {
        var tail = new byte[Math.Min(MaxShown, _file.Length)];
        _file.Seek(-tail.Length, SeekOrigin.End);
        _file.ReadExactly(tail);
        if (tail is [.., not (byte)'\n'])
        {
            var line = tail.AsSpan(tail.AsSpan().LastIndexOf((byte)'\n') + 1);
            Torn = $"{_file.Name}: the last line has no line end: '{(line.Length == MaxShown ? "…" : "")}{Escape.ForTerminal(line)}'; new lines begin after it";
            _file.Write("\n"u8);
        }
    }

    /// <summary>Appends whole lines. The lines of one call stay together.</summary>
    /// <param name="lines">Lines with their LF.</param>
    /// <exception cref="ServerFaultException">The file cannot be written.</exception>
    public async Task AppendAsync(ReadOnlyMemory<byte> lines)
    {
        await _turn.WaitAsync();
        try
        {
            await Scheduling.OutsideContext(() =>
            {
                var writing = _file.WriteAsync(lines).AsTask();
                return _file.CanSeek ? writing : FileWait.WhileReadAsync(writing);
            });
        }
        catch (IOException error)
        {
            throw Fault(_file.Name, error);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Closes the file.</summary>
    public ValueTask DisposeAsync()
    {
        _turn.Dispose();
        return _file.DisposeAsync();
    }

    private static ServerFaultException Fault(string path, Exception error) => new($"cannot write {path}: {FileProblem.Describe(error, path)}", error);
}
