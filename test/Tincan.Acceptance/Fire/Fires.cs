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
        ("glue:hold=50ms", Expected.Same),
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
}
