using System.Net.Sockets;
using Tincan.Files;

namespace Tincan.Wires.Sockets;

/// <summary>The file of a Unix socket: created when a server begins to listen, and removed when it stops.</summary>
/// <remarks>
/// A file that another program has put there meanwhile is not removed, and a socket on which a server listens is not replaced. <see cref="FolderLock"/>
/// serializes servers that start and stop on the same path.
/// </remarks>
internal sealed class UnixSocketFile(string path)
{
    private readonly FileStatus? _created = At(path);

    /// <summary>Binds and listens. Replaces a stale socket file, and no other file.</summary>
    /// <returns>The socket and its file; null for an abstract name, which has none.</returns>
    /// <exception cref="ConnectException">The file is not a socket, or its folder is missing.</exception>
    /// <exception cref="SocketException">The address is in use, or access is denied.</exception>
    public static async Task<(Socket Socket, UnixSocketFile? File)> ListenAsync(UnixAddress address, UnixFileMode mode, int backlog)
    {
        if (address.IsAbstract)
        {
            return (Listen(address, null, backlog), null);
        }

        // The working directory may change before the file is removed.
        var path = Path.GetFullPath(address.Path);
        var folder = Path.GetDirectoryName(path) ?? path;
        if (!Directory.Exists(folder))
        {
            throw new ConnectException($"cannot listen on {address}: there is no folder {Escape.ForTerminal(folder)}");
        }

        using var turn = await FolderLock.TakeAsync(folder);
        RemoveStale(address);
        return (Listen(address, mode, backlog), new UnixSocketFile(path));
    }

    /// <summary>Removes the file, if it is still the created one, and closes the socket.</summary>
    public async ValueTask RemoveAsync(Socket socket)
    {
        using var turn = await FolderLock.TakeAsync(Path.GetDirectoryName(path)!);
        if (_created is { } created && At(path)?.Identity == created.Identity)
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The next server replaces it.
            }
        }

        socket.Dispose();
    }

    private static Socket Listen(UnixAddress address, UnixFileMode? mode, int backlog) => Bind(address).OrDisposed(socket =>
    {
        if (mode is { } permissions && !OperatingSystem.IsWindows())
        {
            // Before Listen, so that no client connects with the default permissions.
            File.SetUnixFileMode(address.Path, permissions);
        }

        socket.Listen(backlog);
    });

    /// <summary>
    /// Binds without the path being known to .NET, which on dispose would delete the file at the path of a bound socket, whatever it is by then.
    /// </summary>
    [SuppressMessage("Usage", "CA1816", Justification = "The returned socket has the handle; this one must neither close it nor delete the file.")]
    private static Socket Bind(UnixAddress address)
    {
        var bound = UnixSocket.New().OrDisposed(socket => socket.Bind(address.EndPoint));
        GC.SuppressFinalize(bound);
        return new Socket(bound.SafeHandle);
    }

    private static FileStatus? At(string path) => FileStatus.Of(path, followLinks: false);

    private static void RemoveStale(UnixAddress address)
    {
        if (At(address.Path) is not { } existing)
        {
            return;
        }

        if (!existing.IsSocket)
        {
            throw new ConnectException($"cannot listen on {address}: the file exists and is not a socket");
        }

        using var probe = UnixSocket.New();
        try
        {
            // Accepted, or refused because the backlog is full: either way a server listens.
            probe.Blocking = false;
            probe.Connect(address.EndPoint);
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(address.Path);
            return;
        }
        catch (SocketException full) when (full.SocketErrorCode == SocketError.WouldBlock)
        {
            // Thrown below.
        }

        throw new SocketException((int)SocketError.AddressAlreadyInUse);
    }
}
