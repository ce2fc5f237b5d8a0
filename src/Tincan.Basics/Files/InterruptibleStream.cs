namespace Tincan.Files;

/// <summary>
/// A FIFO, a terminal or a standard stream, whose reads and writes may block for as long as another program likes. They end when the work is cancelled
/// (<see cref="FileWait"/>); after that the stream can only be disposed.
/// </summary>
/// <param name="inner">The stream itself, unbuffered; disposed with this one.</param>
/// <param name="handle">Its handle.</param>
public sealed class InterruptibleStream(Stream inner, SafeHandle handle) : UnseekableStream(inner)
{
    /// <summary>A writable pipe takes this many bytes without blocking (PIPE_BUF).</summary>
    private const int NeverBlocks = 4096;

    private bool _isLeft;

    public override bool CanRead => Inner.CanRead;

    public override bool CanWrite => Inner.CanWrite;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (!FileWait.Token.CanBeCanceled)
        {
            return Inner.Read(buffer);
        }

        // A separate buffer: a cancelled read goes on, and must not write into memory that its caller has given back.
        var own = new byte[buffer.Length];
        var count = FileWait.For(() => Inner.Read(own));
        own.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => Inner.Read(buffer.Span), CancellationToken.None).WaitAsync(cancellationToken));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length <= NeverBlocks && WouldNotBlock())
        {
            Inner.Write(buffer);
        }
        else
        {
            WriteAsync(buffer.ToArray()).AsTask().GetAwaiter().GetResult();
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isLeft, this);
        var writing = Task.Run(() => Inner.Write(buffer.Span), cancellationToken);
        try
        {
            await FileWait.WhileReadAsync(writing);
        }
        catch (OperationCanceledException)
        {
            _isLeft = true;
            throw;
        }
    }

    /// <summary>Whether a write would return, or fail, at once. True also where the system cannot tell.</summary>
    private bool WouldNotBlock()
    {
        const short ToWrite = 4;
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        var asked = new Asked { Descriptor = (int)handle.DangerousGetHandle(), Events = ToWrite };
        return Poll(ref asked, 1, 0) != 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Asked
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [DllImport("libc", EntryPoint = "poll")]
    private static extern int Poll(ref Asked asked, nuint count, int milliseconds);
}
