using System.Net.Sockets;

namespace Tincan.Cli.Terminal;

/// <summary>
/// Notifies systemd, or another service manager that has set NOTIFY_SOCKET, of the state of the service (sd_notify(3)). Without the variable it does nothing.
/// </summary>
internal static class SystemdNotify
{
    /// <summary>The service listens.</summary>
    public static void Ready() => Notify("READY=1");

    /// <summary>The service drains and stops.</summary>
    public static void Stopping() => Notify("STOPPING=1");

    /// <summary>Reloads files, and notifies the manager before and after (RELOADING=1, READY=1).</summary>
    public static void Reload(Action reload)
    {
        var time = TimeProvider.System;
        Notify(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={time.GetTimestamp() / (time.TimestampFrequency / 1_000_000)}"));
        reload();
        Ready();
    }

    private static void Notify(string state)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 0 } name)
        {
            return;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

            // A name that begins with @ is in the abstract namespace, which the system writes as a zero byte.
            socket.SendTo(Encoding.ASCII.GetBytes(state), new UnixDomainSocketEndPoint(name[0] == '@' ? $"\0{name[1..]}" : name));
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            Stderr.Error($"cannot send {state} to the service manager at NOTIFY_SOCKET={name}: {error.Message}");
        }
    }
}
