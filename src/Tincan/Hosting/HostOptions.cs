using Tincan.Faults;
using Tincan.Recording;

namespace Tincan.Hosting;

/// <summary>What a server does once it holds as many connections as it may.</summary>
public enum WhenFull
{
    /// <summary>A newcomer is accepted and reset at once (RST), so that it knows.</summary>
    Refuse,

    /// <summary>Nobody is accepted until a conversation ends; newcomers wait in the kernel's backlog, connected and unheard.</summary>
    Wait,
}

/// <summary>The limits that every server has.</summary>
public sealed record HostOptions
{
    /// <summary>How many connections are held at once, 1 or more. Defaults to 10,000.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>What happens to the next one. Defaults to <see cref="WhenFull.Refuse"/>: RST.</summary>
    public WhenFull WhenFull { get; init; } = WhenFull.Refuse;

    /// <summary>
    /// How long a peer may neither send what the server waits for nor take what it is sent. Defaults to 60 s;
    /// <see cref="Timeout.InfiniteTimeSpan"/> turns it off. On the wire: FIN, then RST after <see cref="LingerLimit"/>.
    /// </summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a peer may take to finish after the server has: until then what it still sends is received and thrown away, because closing
    /// over unread bytes sends RST, and RST can destroy the answer on its way. Defaults to 2 s. On the wire when it bites: RST.
    /// </summary>
    public TimeSpan LingerLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long conversations may take to finish the message in hand when the server stops. Defaults to 5 s. On the wire when it bites: RST.</summary>
    public TimeSpan StopLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Records every connection. Defaults to null: nothing of it stands between the server and the socket.</summary>
    public Recorder? Recorder { get; init; }

    /// <summary>What the service is called in the recording, where there are many. Defaults to null: it has no name.</summary>
    public string? Service { get; init; }

    /// <summary>Where messages end, for the recording. Defaults to null: not known.</summary>
    public MessageCodec? Codec { get; init; }

    /// <summary>What is done to every connection on purpose. Defaults to null: nothing of it stands between the server and the socket.</summary>
    public FaultInjector? Faults { get; init; }

    /// <summary>Where messages end, for the faults. Defaults to null: a segment is a message.</summary>
    public MessageCodec? FaultCodec { get; init; }

    /// <summary>The clock behind the limits. Defaults to the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
