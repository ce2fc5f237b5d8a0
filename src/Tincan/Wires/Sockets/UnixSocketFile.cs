using System.Net.Sockets;
using Tincan.Files;

namespace Tincan.Wires.Sockets;

/// <summary>The file of a Unix socket: made when a server begins to listen, and removed with it.</summary>
/// <remarks>
/// A file that somebody else put there meanwhile is not ours to remove, and a socket at which somebody listens is nobody's. Servers that start and
/// stop at the same path at the same time take turns.
/// </remarks>
internal sealed class UnixSocketFile
{
    private readonly string _path;
    private readonly FileStatus? _made;

    private UnixSocketFile(string path)
    {
        _path = path;
        _made = At(path);
    }

    /// <summary>Binds and listens. A file left behind by a server that is gone is replaced; no other file is touched.</summary>
    /// <returns>The socket, and its file; null for an abstract name, which has none.</returns>
    /// <exception cref="ConnectException">There is a file that is no socket, or a folder is missing.</exception>
    /// <exception cref="SocketException">Somebody listens there, or it is not allowed.</exception>
    public static async Task<(Socket Socket, UnixSocketFile? File)> ListenAsync(UnixAddress address, UnixFileMode mode, int backlog)
    {
        if (address.IsAbstract)
        {
            return (Listen(address, null, backlog), null);
        }

        // The working directory may be another one when it is removed.
        var path = Path.GetFullPath(address.Path);
        var folder = Path.GetDirectoryName(path) ?? path;
        if (!Directory.Exists(folder))
        {
            throw new ConnectException($"cannot listen on {address}: there is no folder {Escape.ForTerminal(folder)}");
        }

        using var turn = await FolderLock.TakeAsync(folder);
        MakeRoom(address);
        return (Listen(address, mode, backlog), new UnixSocketFile(path));
    }

    /// <summary>Removes the file, if it still is the one that was made, and lets the socket go.</summary>
    public async ValueTask RemoveAsync(Socket socket)
    {
        using var turn = await FolderLock.TakeAsync(Path.GetDirectoryName(_path)!);
        if (_made is { } made && At(_path)?.Identity == made.Identity)
        {
            try
            {
                File.Delete(_path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It stays, and the next server replaces it.
            }
        }

        socket.Dispose();
    }

    private static Socket Listen(UnixAddress address, UnixFileMode? mode, int backlog)
    {
        var socket = Bind(address);
        try
        {
            if (mode is { } permissions && !OperatingSystem.IsWindows())
            {
                // Nobody can connect before it listens, so nobody does under another mode.
                File.SetUnixFileMode(address.Path, permissions);
            }

            socket.Listen(backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>.NET deletes what lies at the path of a socket that was bound, whatever it is by then; of a handle it knows no path.</summary>
    [SuppressMessage("Usage", "CA1816", Justification = "The handle goes on to another socket; the one that bound it must neither close it nor delete the file.")]
    private static Socket Bind(UnixAddress address)
    {
        var bound = UnixSocket.New();
        try
        {
            bound.Bind(address.EndPoint);
        }
        catch
        {
            bound.Dispose();
            throw;
        }

        GC.SuppressFinalize(bound);
        return new Socket(bound.SafeHandle);
    }

    private static FileStatus? At(string path) => FileStatus.Of(path, followLinks: false);

    private static void MakeRoom(UnixAddress address)
    {
        if (At(address.Path) is not { } there)
        {
            return;
        }

        if (!there.IsSocket)
        {
            throw new ConnectException($"cannot listen on {address}: there is a file that is no socket, and it is left alone");
        }

        using var probe = UnixSocket.New();
        try
        {
            // Whether the connection is taken or has to wait in the backlog, somebody listens.
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
            // Said below.
        }

        throw new SocketException((int)SocketError.AddressAlreadyInUse);
    }
}
