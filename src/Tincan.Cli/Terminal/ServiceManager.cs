using System.Net.Sockets;

namespace Tincan.Cli.Terminal;

/// <summary>
/// Tells systemd, or whatever else started this program with NOTIFY_SOCKET set, how far it is (sd_notify(3)). Without it nothing happens.
/// </summary>
internal static class ServiceManager
{
    /// <summary>It listens.</summary>
    public static void Ready() => Tell("READY=1");

    /// <summary>It was asked to stop, and messages in hand are finished.</summary>
    public static void Stopping() => Tell("STOPPING=1");

    /// <summary>Reads files again, with the manager told before and after (RELOADING=1, READY=1).</summary>
    public static void Reload(Action reload)
    {
        var time = TimeProvider.System;
        Tell(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={time.GetTimestamp() / (time.TimestampFrequency / 1_000_000)}"));
        reload();
        Ready();
    }

    private static void Tell(string state)
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
            Say.Error($"the service manager cannot be told {state} at NOTIFY_SOCKET={name}: {error.Message}");
        }
    }
}
