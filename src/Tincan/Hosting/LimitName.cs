using Tincan.Wires;

namespace Tincan.Hosting;

/// <summary>What a limit is called in metrics, and what is said when it ends a connection.</summary>
internal static class LimitName
{
    /// <summary>The value of the attribute <c>tincan.limit</c>.</summary>
    public static string Of(Limit limit) => limit switch
    {
        Limit.Connections => "connections",
        Limit.ConnectionsPerAddress => "connections_per_address",
        Limit.NewPerAddress => "new_per_address",
        Limit.FirstByte => "first_byte",
        Limit.Message => "message_time",
        Limit.Idle => "idle",
        Limit.Unread => "unread",
        Limit.Life => "life",
        _ => "message_size",
    };

    /// <summary>Why the conversation ends.</summary>
    public static CloseReason Reason(Limit limit) => limit switch
    {
        Limit.Message => CloseReason.Slow,
        Limit.Life => CloseReason.Expired,
        _ => CloseReason.Idle,
    };

    /// <summary>What a recording says.</summary>
    public static string Event(Limit limit, HostOptions options) => limit switch
    {
        Limit.FirstByte => $"nothing came in the first {Seconds(options.FirstByteLimit)}",
        Limit.Message => $"a message was begun and not finished in {Seconds(options.MessageLimit)}",
        Limit.Unread => $"what was sent was not taken in {Seconds(options.UnreadLimit)}",
        Limit.Life => $"the connection has lasted for {Seconds(options.LifeLimit)}",
        _ => $"nothing moved for {Seconds(options.IdleLimit)}",
    };

    /// <summary>Why nothing is said to a client at all.</summary>
    public static string Refusal(Limit limit, HostOptions options) => limit switch
    {
        Limit.ConnectionsPerAddress => $"{options.MaxConnectionsPerAddress} connections from its address are open already (the limit)",
        Limit.NewPerAddress => $"more than {options.MaxNewPerAddress} new connections from its address at once, or a second after that (the limit)",
        _ => $"{options.MaxConnections} connections are open already (the limit)",
    };

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.###} s");
}
