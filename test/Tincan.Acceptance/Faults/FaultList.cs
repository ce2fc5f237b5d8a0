namespace Tincan.Acceptance.Faults;

/// <summary>What a fault may change for the user of a client.</summary>
internal enum Expected
{
    /// <summary>Nothing: only times and chunks change.</summary>
    Same,

    /// <summary>Other bytes arrive.</summary>
    Other,

    /// <summary>Something never arrives, and the end of the connection tells.</summary>
    Missing,

    /// <summary>Nothing more arrives, and only a timeout ends it.</summary>
    Silence,
}

/// <summary>The faults that every conversation is tried with.</summary>
internal static class FaultList
{
    public static IReadOnlyList<(string Fault, Expected Expected)> All { get; } =
    [
        ("delay:by=50ms,jitter=40ms", Expected.Same),
        ("throttle:rate=500", Expected.Same),
        ("split", Expected.Same),
        ("split:gap=0ms", Expected.Same),
        ("split:inside=crlf,gap=20ms", Expected.Same),
        ("split:inside=utf8,gap=20ms", Expected.Same),
        ("split:inside=length,gap=20ms", Expected.Same),
        ("split:at=3,gap=300ms", Expected.Same),
        ("coalesce:hold=50ms", Expected.Same),
        ("stall:hold=300ms,dir=both", Expected.Same),
        ("late:by=300ms", Expected.Same),
        ("slow-reader:hold=300ms,dir=both", Expected.Same),
        ("swizzle:every=50ms", Expected.Same),
        ("corrupt:at=0,with=#", Expected.Other),
        ("duplicate", Expected.Other),
        ("half-close:bytes=3", Expected.Missing),
        ("half-close:bytes=3,dir=to-server", Expected.Missing),
        ("close-after:bytes=3", Expected.Missing),
        ("reset-after:bytes=3", Expected.Missing),
        ("reset-after:messages=1,dir=to-server", Expected.Missing),
        ("stall", Expected.Silence),
        ("mute", Expected.Silence),
        ("slow-reader", Expected.Silence),
        ("refuse", Expected.Missing),
    ];

    /// <summary>
    /// Where two programs act at once and either may be first, the cell names both results. A client that is refused may see the connection established
    /// first; and the welcome server waits for nothing, so its FIN may arrive before the client has sent a message to reset at.
    /// </summary>
    /// <param name="seen">The result of this run.</param>
    public static string Either(string fault, string conversation, string seen)
    {
        string[] both = (fault, conversation) switch
        {
            ("refuse", _) => ["exit 3", "exit 5"],
            ("reset-after:messages=1,dir=to-server", "welcome") => ["same", "exit 5"],
            _ => [],
        };
        return both.Contains(seen) ? string.Join(" or ", both) : seen;
    }
}
