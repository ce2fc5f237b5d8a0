using System.Runtime.Versioning;

namespace Tincan.Checks.Targets;

/// <summary>A netlink socket for socket diagnostics (sock_diag) of the Linux kernel. .NET does not support this address family.</summary>
[SupportedOSPlatform("linux")]
internal sealed class Netlink : IDisposable
{
    private const int NetlinkFamily = 16;
    private const int RawCloseOnExec = 3 | 0x80000;
    private const int SocketDiagnosticsProtocol = 4;
    private const int DontWait = 0x40;
    private const int SolSocket = 1;
    private const int AttachFilter = 26;
    private const int SolNetlink = 270;
    private const int NoBufferError = 5;

    private readonly int _descriptor = Socket(NetlinkFamily, RawCloseOnExec, SocketDiagnosticsProtocol);

    public bool IsOpen => _descriptor >= 0;

    public bool Send(byte[] bytes) => Send(_descriptor, bytes, bytes.Length, 0) == bytes.Length;

    /// <summary>Subscribes to multicast groups, which needs no privileges. What does not fit into the buffer is lost without an error.</summary>
    public bool Join(uint groups)
    {
        _ = SetOption(_descriptor, SolNetlink, NoBufferError, BitConverter.GetBytes(1), sizeof(int));

        // struct sockaddr_nl: family, padding, port (0: any), groups.
        var address = new byte[12];
        MemoryMarshal.Write(address.AsSpan(0), (ushort)NetlinkFamily);
        MemoryMarshal.Write(address.AsSpan(8), groups);
        return Bind(_descriptor, address, address.Length) == 0;
    }

    /// <summary>Drops messages before they take room in the buffer.</summary>
    /// <param name="offset">The offset of a number of 16 bits in a message, in network order.</param>
    /// <param name="value">The number that a message must have there.</param>
    public void KeepOnly(int offset, ushort value)
    {
        // struct sock_filter of classic BPF: code, jump if true, jump if false, operand. Load 16 bits; if they are equal, keep all bytes, otherwise none.
        ulong[] program = [Instruction(0x28, 0, 0, offset), Instruction(0x15, 0, 1, value), Instruction(0x06, 0, 0, -1), Instruction(0x06, 0, 0, 0)];
        var pinned = GCHandle.Alloc(program, GCHandleType.Pinned);

        // struct sock_fprog: the number of instructions, and where they are.
        var description = new byte[2 * sizeof(long)];
        MemoryMarshal.Write(description.AsSpan(0), (ushort)program.Length);
        MemoryMarshal.Write(description.AsSpan(sizeof(long)), (long)pinned.AddrOfPinnedObject());
        _ = SetOption(_descriptor, SolSocket, AttachFilter, description, description.Length);
        pinned.Free();

        static ulong Instruction(ushort code, byte ifTrue, byte ifFalse, int operand) => code | ((ulong)ifTrue << 16) | ((ulong)ifFalse << 24) | ((ulong)(uint)operand << 32);
    }

    /// <summary>Receives a message if there is one; returns 0 or less if not.</summary>
    public int TryReceive(byte[] buffer) => (int)Receive(_descriptor, buffer, buffer.Length, DontWait);

    public int Receive(byte[] buffer) => (int)Receive(_descriptor, buffer, buffer.Length, 0);

    public void Dispose()
    {
        if (IsOpen)
        {
            _ = Close(_descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "socket")]
    private static extern int Socket(int family, int type, int protocol);

    [DllImport("libc", EntryPoint = "bind")]
    private static extern int Bind(int descriptor, byte[] address, int length);

    [DllImport("libc", EntryPoint = "setsockopt")]
    private static extern int SetOption(int descriptor, int level, int name, byte[] value, int length);

    [DllImport("libc", EntryPoint = "send")]
    private static extern nint Send(int descriptor, byte[] bytes, nint length, int flags);

    [DllImport("libc", EntryPoint = "recv")]
    private static extern nint Receive(int descriptor, byte[] buffer, nint length, int flags);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
