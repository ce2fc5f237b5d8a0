using Tincan.Wires.Links;

namespace Tincan.Hosting;

/// <summary>What a server does when <see cref="HostOptions.MaxConnections"/> are open.</summary>
public enum WhenFull
{
    /// <summary>Accepts a new connection and resets it at once (RST), so that the client gets an error.</summary>
    Refuse,

    /// <summary>Accepts nothing until a connection is closed. New clients wait in the kernel's backlog: connected, but not served.</summary>
    Wait,
}

/// <summary>The limits and timeouts of a server. No timeout can be longer than <see cref="LongestTimeout"/>.</summary>
public sealed record HostOptions
{
    /// <summary>The largest value of <see cref="MaxNewPerAddress"/>.</summary>
    public const int LargestMaxNewPerAddress = 1_000_000;

    /// <summary>The longest timeout besides <see cref="Timeout.InfiniteTimeSpan"/>: 49 days. No timer can be set for much longer.</summary>
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(49);

    /// <summary>How many connections may be open at once, 1 or more. Defaults to 10,000.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>What happens to one more. Defaults to <see cref="WhenFull.Refuse"/>: RST.</summary>
    public WhenFull WhenFull { get; init; } = WhenFull.Refuse;

    /// <summary>
    /// How many connections may be open at once from one address, 1 or more. An IPv6 /64 counts as one address; a client without an address is not
    /// counted. Defaults to null: any number, because all clients behind a proxy or NAT share an address. On the wire: RST at once.
    /// </summary>
    public int? MaxConnectionsPerAddress { get; init; }

    /// <summary>
    /// How many new connections one address may make at once, and how many per second after that, 1 to 1,000,000. A second that begins with a full
    /// burst may see nearly as many again. Defaults to null: any number. On the wire: RST at once.
    /// </summary>
    public int? MaxNewPerAddress { get; init; }

    /// <summary>
    /// How long a client may take from connecting to its first byte, where the server waits for one. Defaults to
    /// <see cref="Timeout.InfiniteTimeSpan"/>: only <see cref="IdleTimeout"/> applies. On the wire: FIN, then RST after <see cref="LingerTimeout"/>.
    /// </summary>
    public TimeSpan FirstByteTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// How long a client may take to finish a message, even if it keeps sending. Defaults to 30 s. The unfinished message is dropped.
    /// It applies where a conversation reads through <see cref="Framing.LineChannel"/>, <see cref="Framing.LineReader"/> or
    /// <see cref="Framing.FrameReader"/>; a stream without messages has no such timeout. On the wire: FIN, after an error message if the
    /// protocol has one, then RST after <see cref="LingerTimeout"/>.
    /// </summary>
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a client may be silent while the server waits for it. Defaults to 60 s;
    /// <see cref="Timeout.InfiniteTimeSpan"/> turns it off. On the wire: FIN, then RST after <see cref="LingerTimeout"/>.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long one send may wait for a client to read. Meanwhile nothing is received from it, so its buffers are bounded. The FIN at the end of a
    /// conversation may take as long; with <see cref="Timeout.InfiniteTimeSpan"/> it may take <see cref="LingerTimeout"/>. Defaults to 60 s. On the wire:
    /// RST, because a FIN would have to wait for the unread bytes.
    /// </summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a connection may last. Defaults to <see cref="Timeout.InfiniteTimeSpan"/>. On the wire: FIN after the current message;
    /// RST if that takes longer than <see cref="DrainTimeout"/>.
    /// </summary>
    public TimeSpan MaxConnectionAge { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// How long a client may take to send FIN after the server's FIN. Until then the server receives and discards what the client still sends,
    /// because closing with unread bytes sends RST, and an RST can destroy the answer on its way. Defaults to 2 s. On the wire: RST.
    /// </summary>
    public TimeSpan LingerTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long connections may take to finish their current message when the server stops. Defaults to 5 s. On the wire: RST.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The service's name in metrics and activities, such as <c>echo</c>. Defaults to <c>tincan</c>.</summary>
    public string Name { get; init; } = "tincan";

    /// <summary>The links around every connection, which record or disturb it. Defaults to none.</summary>
    public ConnectionPipeline Pipeline { get; init; } = ConnectionPipeline.Empty;

    /// <summary>The clock of the timeouts. Defaults to the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
