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

    private readonly int _descriptor = Socket(NetlinkFamily, RawCloseOnExec, SocketDiagnosticsProtocol);

    public bool IsOpen => _descriptor >= 0;

    public bool Send(byte[] bytes) => Send(_descriptor, bytes, bytes.Length, 0) == bytes.Length;

    /// <summary>Subscribes to multicast groups, which needs no privileges.</summary>
    public bool Join(uint groups)
    {
        // struct sockaddr_nl: family, padding, port (0: any), groups.
        var address = new byte[12];
        MemoryMarshal.Write(address.AsSpan(0), (ushort)NetlinkFamily);
        MemoryMarshal.Write(address.AsSpan(8), groups);
        return Bind(_descriptor, address, address.Length) == 0;
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

    [DllImport("libc", EntryPoint = "send")]
    private static extern nint Send(int descriptor, byte[] bytes, nint length, int flags);

    [DllImport("libc", EntryPoint = "recv")]
    private static extern nint Receive(int descriptor, byte[] buffer, nint length, int flags);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
