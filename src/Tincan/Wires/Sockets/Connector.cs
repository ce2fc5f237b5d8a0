using System.Net.Sockets;

namespace Tincan.Wires.Sockets;

/// <summary>Connects by TCP or Unix socket. It tries every address of a host name, alternating between IPv6 and IPv4 (Happy Eyeballs, RFC 8305).</summary>
public sealed class Connector
{
    private readonly TimeProvider _time;

    /// <summary>Creates a connector.</summary>
    /// <param name="timeout">The timeout of all attempts together. Defaults to 10 s.</param>
    /// <param name="time">The clock. Defaults to the system's.</param>
    public Connector(TimeSpan? timeout = null, TimeProvider? time = null)
    {
        Timeout = timeout ?? TimeSpan.FromSeconds(10);
        _time = time ?? TimeProvider.System;
    }

    /// <summary>The timeout of all attempts together.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Sets options of a TCP socket before it connects, such as those that are part of the handshake. Defaults to null: none.</summary>
    public Action<Socket>? Prepare { get; init; }

    /// <summary>How long to wait for one address before the next is tried in parallel: 250 ms (RFC 8305 section 5).</summary>
    public static TimeSpan ConnectionAttemptDelay { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Connects to the first address of <paramref name="target"/> that answers.</summary>
    /// <param name="target">The address; <c>localhost</c> means both loopback addresses.</param>
    /// <param name="cancel">Cancels the attempts.</param>
    /// <exception cref="ConnectException">No address accepted the connection in time.</exception>
    /// <exception cref="WireException">The server accepted the connection and reset it at once.</exception>
    public async Task<Wire> ConnectAsync(WireAddress target, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var timeout = new CancellationTokenSource(Timeout, _time);
        using var attempts = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            return target is HostPort tcp
                ? await RaceAsync(await ResolveAsync(tcp, attempts.Token), tcp.Port, attempts)
                : await UnixSocket.ConnectAsync((UnixAddress)target, _time, attempts.Token);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Not a refusal: the handshake had completed, and an RST arrived before .NET asked for the result.
            throw new WireException(CloseReason.PeerReset, $"{target} accepted the connection and reset it at once", error);
        }
        catch (SocketException error)
        {
            var why = target is UnixAddress unix ? UnixSocket.Describe(unix, error) : ConnectException.Describe(error);
            throw new ConnectException($"cannot connect to {target}: {why}", error);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new ConnectException($"cannot connect to {target}: no answer within {Timeout.TotalSeconds:0.###} s");
        }
    }

    /// <summary>All addresses of a host, alternating between families. The resolver's first address stays first.</summary>
    internal static async Task<IReadOnlyList<IPAddress>> ResolveAsync(HostPort target, CancellationToken cancel)
    {
        if (IPAddress.TryParse(target.Host, out var literal))
        {
            // ::ffff:127.0.0.1 is an IPv4 address: an IPv6 socket cannot reach it.
            return [literal.IsIPv4MappedToIPv6 ? literal.MapToIPv4() : literal];
        }

        IPAddress[] found;
        try
        {
            found = await Dns.GetHostAddressesAsync(target.Host, cancel);
            if (target.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            {
                // Both loopback addresses, whatever the hosts file says (RFC 6761 section 6.3).
                found = [.. found.Union([IPAddress.Loopback, IPAddress.IPv6Loopback])];
            }
        }
        catch (ArgumentException)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        if (found.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        var first = found.Where(a => a.AddressFamily == found[0].AddressFamily).ToList();
        var second = found.Where(a => a.AddressFamily != found[0].AddressFamily).ToList();
        var alternating = new List<IPAddress>(found.Length);
        for (var i = 0; i < Math.Max(first.Count, second.Count); i++)
        {
            alternating.AddRange(first.Skip(i).Take(1));
            alternating.AddRange(second.Skip(i).Take(1));
        }

        return alternating;
    }

    private async Task<Wire> RaceAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationTokenSource attempts)
    {
        var running = new List<Task<Wire>>();
        SocketException? firstError = null;
        var next = 0;
        while (next < addresses.Count || running.Count > 0)
        {
            List<Task> awaited = [.. running];
            if (next < addresses.Count)
            {
                var attempt = ConnectOneAsync(addresses[next++], port, attempts.Token);
                running.Add(attempt);
                awaited.Add(attempt);
            }

            if (next < addresses.Count)
            {
                awaited.Add(Task.Delay(ConnectionAttemptDelay, _time, attempts.Token));
            }

            if (await Task.WhenAny(awaited) is not Task<Wire> finished)
            {
                continue;
            }

            running.Remove(finished);
            try
            {
                var winner = await finished;
                await AbandonAsync(running, attempts);
                return winner;
            }
            catch (SocketException error)
            {
                firstError ??= error;
            }
        }

        throw firstError!;
    }

    private static async Task AbandonAsync(List<Task<Wire>> losers, CancellationTokenSource attempts)
    {
        await attempts.CancelAsync();
        foreach (var loser in losers)
        {
            try
            {
                await (await loser).DisposeAsync();
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                // Another attempt has succeeded already.
            }
        }
    }

    private Task<Wire> ConnectOneAsync(IPAddress address, int port, CancellationToken cancel) =>
        new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp).OrDisposed(socket => Prepare?.Invoke(socket)).ConnectedAsync(new IPEndPoint(address, port), cancel);
}
