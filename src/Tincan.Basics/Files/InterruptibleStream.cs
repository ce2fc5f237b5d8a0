using System.Runtime.Versioning;

namespace Tincan.Files;

/// <summary>
/// A FIFO, a terminal or a standard stream, whose reads and writes may block. <see cref="FileWait.Token"/> cancels them; after that the stream can only be
/// disposed.
/// </summary>
/// <param name="inner">The stream, unbuffered. It is disposed with this one.</param>
/// <param name="handle">Its handle.</param>
public sealed class InterruptibleStream(Stream inner, SafeHandle handle) : UnseekableStream(inner)
{
    /// <summary>The number of bytes that a writable pipe takes without blocking.</summary>
    private const int PipeBuf = 4096;

    private bool _isAbandoned;

    public override bool CanRead => Inner.CanRead;

    public override bool CanWrite => Inner.CanWrite;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (!FileWait.Token.CanBeCanceled)
        {
            return Inner.Read(buffer);
        }

        // A separate buffer: a cancelled read goes on, and must not write into memory that the caller may reuse.
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
        if (buffer.Length <= PipeBuf && WouldNotBlock())
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
        ObjectDisposedException.ThrowIf(_isAbandoned, this);
        var writing = Task.Run(() => Inner.Write(buffer.Span), cancellationToken);
        try
        {
            await FileWait.WhileReadAsync(writing);
        }
        catch (OperationCanceledException)
        {
            _isAbandoned = true;
            throw;
        }
    }

    /// <summary>Whether a write would return or fail at once. True if the system cannot tell.</summary>
    private bool WouldNotBlock()
    {
        const short ToWrite = 4;
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        var descriptor = new PollDescriptor { Descriptor = (int)handle.DangerousGetHandle(), Events = ToWrite };
        return Poll(ref descriptor, 1, 0) != 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [UnsupportedOSPlatform("windows")]
    [DllImport("libc", EntryPoint = "poll")]
    private static extern int Poll(ref PollDescriptor descriptor, nuint count, int milliseconds);
}
