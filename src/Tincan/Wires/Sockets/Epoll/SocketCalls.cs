using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Tincan.Wires.Sockets.Epoll;

/// <summary>Calls of Linux for sockets that do not block. Each returns -1 after an error, which <see cref="Marshal.GetLastPInvokeError"/> tells.</summary>
[SupportedOSPlatform("linux")]
internal static class SocketCalls
{
    public const int Interrupted = 4;
    public const int WouldBlock = 11;
    public const int InProgress = 115;

    /// <summary>EPOLLIN and EPOLLRDHUP: bytes or a FIN have arrived.</summary>
    public const uint Readable = 0x001 | PeerFinished;

    /// <summary>EPOLLOUT: there is room for more bytes.</summary>
    public const uint Writable = 0x004;

    /// <summary>EPOLLRDHUP.</summary>
    public const uint PeerFinished = 0x2000;

    /// <summary>EPOLLERR and EPOLLHUP, which are always reported.</summary>
    public const uint Ended = 0x008 | 0x010;

    private const uint EdgeTriggered = 1u << 31;
    private const int DontWait = 0x40;
    private const int Peek = 0x02;
    private const int NoSignal = 0x4000;
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int SetStatusFlags = 4;
    private const int Add = 1;
    private const int Sending = 1;
    private const int SolSocket = 1;
    private const int Linger = 13;

    /// <summary>The size of an event in bytes: 4 of events and 8 of data, which are packed on x86-64 only.</summary>
    public static int EventSize { get; } = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    public static int CreateEpoll() => CreateEpoll(CloseOnExec);

    /// <summary>Creates a counter that wakes a loop whenever it is increased. Nobody needs to read it.</summary>
    public static int CreateCounter() => CreateCounter(0, CloseOnExec | NonBlocking);

    public static int Register(int epoll, int descriptor, uint events, long data)
    {
        Span<byte> one = stackalloc byte[EventSize];
        MemoryMarshal.Write(one, events | EdgeTriggered);
        MemoryMarshal.Write(one[^8..], data);
        return Control(epoll, Add, descriptor, ref one[0]);
    }

    /// <summary>Waits for events, or only looks for them.</summary>
    public static int Wait(int epoll, Span<byte> events, bool waits) => Wait(epoll, ref events[0], events.Length / EventSize, waits ? -1 : 0);

    /// <summary>What an event says, and about what.</summary>
    public static (uint Events, long Data) Read(ReadOnlySpan<byte> events, int index)
    {
        var one = events.Slice(index * EventSize, EventSize);
        return (MemoryMarshal.Read<uint>(one), MemoryMarshal.Read<long>(one[^8..]));
    }

    public static int Receive(int descriptor, Span<byte> buffer) => (int)Receive(descriptor, ref MemoryMarshal.GetReference(buffer), buffer.Length, DontWait);

    /// <summary>Whether a receive would return at once: at least 0.</summary>
    public static int PeekOne(int descriptor)
    {
        byte one = 0;
        return (int)Receive(descriptor, ref one, 1, DontWait | Peek);
    }

    public static int Send(int descriptor, ReadOnlySpan<byte> bytes) => (int)Send(descriptor, ref MemoryMarshal.GetReference(bytes), bytes.Length, DontWait | NoSignal);

    /// <summary>Begins to connect.</summary>
    public static int Connect(int descriptor, SocketAddress address)
    {
        _ = SetStatus(descriptor, SetStatusFlags, NonBlocking);
        return Connect(descriptor, ref address.Buffer.Span[0], address.Size);
    }

    /// <summary>The address of this end.</summary>
    public static EndPoint LocalEndPoint(int descriptor, EndPoint remote)
    {
        var address = new SocketAddress(remote.AddressFamily);
        var size = address.Size;
        _ = Name(descriptor, ref address.Buffer.Span[0], ref size);
        address.Size = size;
        return remote.Create(address);
    }

    /// <summary>Sends a FIN.</summary>
    public static void Finish(int descriptor) => _ = Shutdown(descriptor, Sending);

    /// <summary>Makes the close send an RST (RFC 1122 section 4.2.2.13).</summary>
    public static void ResetOnClose(int descriptor) => _ = SetOption(descriptor, SolSocket, Linger, [1, 0], 8);

    public static void Wake(int counter)
    {
        long one = 1;
        _ = Write(counter, ref one, 8);
    }

    /// <summary>The last error as one of a wire.</summary>
    public static WireException Failure() => WireException.From(Exception(Marshal.GetLastPInvokeError()));

    /// <summary>An error of Linux as one of .NET.</summary>
    public static SocketException Exception(int error) => new((int)(error switch
    {
        1 or 13 => SocketError.AccessDenied,
        2 or 99 => SocketError.AddressNotAvailable,
        WouldBlock => SocketError.WouldBlock,
        23 or 24 => SocketError.TooManyOpenSockets,
        32 => SocketError.Shutdown,
        97 => SocketError.AddressFamilyNotSupported,
        101 => SocketError.NetworkUnreachable,
        104 => SocketError.ConnectionReset,
        105 => SocketError.NoBufferSpaceAvailable,
        110 => SocketError.TimedOut,
        111 => SocketError.ConnectionRefused,
        112 => SocketError.HostDown,
        113 => SocketError.HostUnreachable,
        _ => SocketError.SocketError,
    }), Marshal.GetPInvokeErrorMessage(error));

    [DllImport("libc", EntryPoint = "epoll_create1")]
    private static extern int CreateEpoll(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static extern int Control(int epoll, int operation, int descriptor, ref byte one);

    [DllImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static extern int Wait(int epoll, ref byte events, int most, int milliseconds);

    [DllImport("libc", EntryPoint = "eventfd")]
    private static extern int CreateCounter(uint start, int flags);

    [DllImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static extern nint Receive(int descriptor, ref byte buffer, nint length, int flags);

    [DllImport("libc", EntryPoint = "send", SetLastError = true)]
    private static extern nint Send(int descriptor, ref readonly byte bytes, nint length, int flags);

    [DllImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static extern int Connect(int descriptor, ref byte address, int length);

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int SetStatus(int descriptor, int command, int flags);

    [DllImport("libc", EntryPoint = "shutdown")]
    private static extern int Shutdown(int descriptor, int how);

    [DllImport("libc", EntryPoint = "setsockopt")]
    private static extern int SetOption(int descriptor, int level, int name, int[] value, int length);

    [DllImport("libc", EntryPoint = "getsockname")]
    private static extern int Name(int descriptor, ref byte address, ref int length);

    [DllImport("libc", EntryPoint = "write")]
    private static extern nint Write(int descriptor, ref long value, nint length);
}
