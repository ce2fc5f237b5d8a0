namespace Tincan.Hosting;

/// <summary>The names of limits in metrics, and their sentences in logs and recordings.</summary>
internal static class LimitName
{
    private static readonly string[] Names = Array.ConvertAll(Readable.WordsOf<Limit>(), static word => word.Replace('-', '_'));

    /// <summary>The value of the attribute <c>tincan.limit</c>.</summary>
    public static string Of(Limit limit) => Names[(int)limit];

    /// <summary>The close reason.</summary>
    public static CloseReason Reason(Limit limit) => limit switch
    {
        Limit.MessageTimeout => CloseReason.Slow,
        Limit.MaxConnectionAge => CloseReason.Expired,
        _ => CloseReason.Idle,
    };

    /// <summary>The text of the timeout event in a recording.</summary>
    public static string Event(Limit limit, HostOptions options) => limit switch
    {
        Limit.FirstByteTimeout => $"received nothing in the first {Seconds(options.FirstByteTimeout)}",
        Limit.MessageTimeout => $"a message was not finished within {Seconds(options.MessageTimeout)}",
        Limit.WriteTimeout => $"the client did not read for {Seconds(options.WriteTimeout)}",
        Limit.MaxConnectionAge => $"the connection is {Seconds(options.MaxConnectionAge)} old",
        _ => $"idle for {Seconds(options.IdleTimeout)}",
    };

    /// <summary>Why a client is refused.</summary>
    public static string Refusal(Limit limit, HostOptions options) => limit switch
    {
        Limit.ConnectionsPerAddress => $"max-per-address reached: {options.MaxConnectionsPerAddress} connections open from its address",
        Limit.NewPerAddress => $"rate limit exceeded: more than {options.MaxNewPerAddress} new connections from its address at once, or per second after that",
        _ => $"max-connections reached: {options.MaxConnections} connections open",
    };

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.###} s");
}
