namespace Tincan.Acceptance.Fire;

/// <summary>What a fault may do to what a person gets.</summary>
internal enum Expected
{
    /// <summary>Nothing: only time and segments change.</summary>
    Same,

    /// <summary>Other bytes arrive.</summary>
    Other,

    /// <summary>Something never arrives.</summary>
    Missing,
}

/// <summary>The faults that the roster is put under.</summary>
internal static class Fires
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
        ("stall", Expected.Missing),
        ("mute", Expected.Missing),
        ("slow-reader", Expected.Missing),
        ("refuse", Expected.Missing),
    ];

    /// <summary>
    /// Where two programs act at once and either may be first, the cell says both. A refusal may come before or after the client's kernel has told it that
    /// it is connected; and the welcome server waits for nothing, so that its FIN may come before the client has sent anything that could be reset.
    /// </summary>
    /// <param name="seen">What was seen this time.</param>
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
