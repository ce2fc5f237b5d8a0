using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Tincan.Cli.Lab;

/// <summary>Binds as most languages do, without SO_REUSEADDR. .NET sets it on every TCP socket it binds on Unix, so its own Bind cannot show the difference.</summary>
internal static class PlainBind
{
    /// <summary>Binds and closes.</summary>
    /// <returns>The system's error; null if it worked.</returns>
    [UnsupportedOSPlatform("windows")]
    public static string? Try(IPEndPoint port, bool reuse)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (reuse)
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        }

        var address = port.Serialize();
        return Bind(socket.SafeHandle, address.Buffer.ToArray(), (uint)address.Size) == 0
            ? null
            : new Win32Exception(Marshal.GetLastPInvokeError()).Message;
    }

    [UnsupportedOSPlatform("windows")]
    [DllImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static extern int Bind(SafeHandle socket, byte[] address, uint length);
}
