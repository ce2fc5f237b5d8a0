using Tincan.Wires.Links;

namespace Tincan.Hosting;

/// <summary>What a server does once it holds as many connections as it may.</summary>
public enum WhenFull
{
    /// <summary>A newcomer is accepted and reset at once (RST), so that it knows.</summary>
    Refuse,

    /// <summary>Nobody is accepted until a conversation ends; newcomers wait in the kernel's backlog, connected and unheard.</summary>
    Wait,
}

/// <summary>The limits that every server has. None of its times is longer than <see cref="LongestTime"/>.</summary>
public sealed record HostOptions
{
    /// <summary>The most that <see cref="MaxNewPerAddress"/> may be.</summary>
    public const int MostNewPerAddress = 1_000_000;

    /// <summary>The longest that a time may be that is not <see cref="Timeout.InfiniteTimeSpan"/>: 49 days. No timer can be set for much longer.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(49);

    /// <summary>How many connections are held at once, 1 or more. Defaults to 10,000.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>What happens to the next one. Defaults to <see cref="WhenFull.Refuse"/>: RST.</summary>
    public WhenFull WhenFull { get; init; } = WhenFull.Refuse;

    /// <summary>
    /// How many connections are held at once from one address, 1 or more; an IPv6 /64 is one address, and a peer without an address is not
    /// counted. Defaults to null: any number, because behind a proxy or NAT all clients have one. On the wire: RST at once.
    /// </summary>
    public int? MaxConnectionsPerAddress { get; init; }

    /// <summary>
    /// How many connections may be new from one address at once, and how many a second after that, 1 to 1,000,000; a second that begins with all
    /// of them may see nearly as many again. Defaults to null: any number. On the wire: RST at once.
    /// </summary>
    public int? MaxNewPerAddress { get; init; }

    /// <summary>
    /// How long a peer may take from connecting to its first byte, where the server waits for one. Defaults to
    /// <see cref="Timeout.InfiniteTimeSpan"/>: only <see cref="IdleTimeout"/> counts. On the wire: FIN, then RST after <see cref="LingerTimeout"/>.
    /// </summary>
    public TimeSpan FirstByteTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// How long a peer may take over a message that it has begun, however busily it sends. Defaults to 30 s. Nothing is made of the fragment.
    /// It holds where a conversation reads through <see cref="Framing.LineChannel"/>, <see cref="Framing.LineReader"/> or
    /// <see cref="Framing.FrameReader"/>; a stream that nobody cuts into messages has none. On the wire: FIN, after an error message if the
    /// protocol has one, then RST after <see cref="LingerTimeout"/>.
    /// </summary>
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a peer may not send what the server waits for. Defaults to 60 s;
    /// <see cref="Timeout.InfiniteTimeSpan"/> turns it off. On the wire: FIN, then RST after <see cref="LingerTimeout"/>.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a peer may take to take what the server has sent in one piece; until it has, nothing more is received from it, so what is held
    /// for it is bounded. The FIN of a conversation that is over may take as long; <see cref="Timeout.InfiniteTimeSpan"/> leaves it
    /// <see cref="LingerTimeout"/>. Defaults to 60 s. On the wire: RST, because FIN would have to wait behind what is not taken.
    /// </summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a connection may last. Defaults to <see cref="Timeout.InfiniteTimeSpan"/>. On the wire: the message in hand is finished, FIN;
    /// RST if that takes longer than <see cref="DrainTimeout"/>.
    /// </summary>
    public TimeSpan MaxConnectionAge { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// How long a peer may take to finish after the server has: until then what it still sends is received and thrown away, because closing
    /// over unread bytes sends RST, and RST can destroy the answer on its way. Defaults to 2 s. On the wire when it bites: RST.
    /// </summary>
    public TimeSpan LingerTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long conversations may take to finish the message in hand when the server stops. Defaults to 5 s. On the wire when it bites: RST.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What the service is called in metrics and activities, for instance <c>echo</c>. Defaults to <c>tincan</c>.</summary>
    public string Name { get; init; } = "tincan";

    /// <summary>What records or disturbs every connection. Defaults to nothing: then nothing stands between the server and the socket.</summary>
    public ConnectionPipeline Pipeline { get; init; } = ConnectionPipeline.Empty;

    /// <summary>The clock behind the limits. Defaults to the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
