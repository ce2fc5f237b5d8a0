namespace Tincan.Hosting;

/// <summary>The limits of a server that can end a connection, or not let it begin. Metrics name them as <see cref="LimitName"/> does.</summary>
public enum Limit
{
    /// <summary><see cref="HostOptions.MaxConnections"/>.</summary>
    Connections,

    /// <summary><see cref="HostOptions.MaxConnectionsPerAddress"/>.</summary>
    ConnectionsPerAddress,

    /// <summary><see cref="HostOptions.MaxNewPerAddress"/>.</summary>
    NewPerAddress,

    /// <summary><see cref="HostOptions.FirstByteLimit"/>.</summary>
    FirstByte,

    /// <summary><see cref="HostOptions.MessageLimit"/>.</summary>
    Message,

    /// <summary><see cref="HostOptions.IdleLimit"/>.</summary>
    Idle,

    /// <summary><see cref="HostOptions.UnreadLimit"/>.</summary>
    Unread,

    /// <summary><see cref="HostOptions.LifeLimit"/>.</summary>
    Life,

    /// <summary>The longest message of the protocol, for instance <see cref="Framing.LineOptions.MaxLine"/>.</summary>
    MessageSize,
}
