namespace Tincan.Hosting;

/// <summary>The limits of a server that can end a connection, or not let it begin. Metrics name them as <see cref="LimitName"/> does.</summary>
internal enum Limit
{
    /// <summary><see cref="HostOptions.MaxConnections"/>.</summary>
    Connections,

    /// <summary><see cref="HostOptions.MaxConnectionsPerAddress"/>.</summary>
    ConnectionsPerAddress,

    /// <summary><see cref="HostOptions.MaxNewPerAddress"/>.</summary>
    NewPerAddress,

    /// <summary><see cref="HostOptions.FirstByteTimeout"/>.</summary>
    FirstByteTimeout,

    /// <summary><see cref="HostOptions.MessageTimeout"/>.</summary>
    MessageTimeout,

    /// <summary><see cref="HostOptions.IdleTimeout"/>.</summary>
    IdleTimeout,

    /// <summary><see cref="HostOptions.WriteTimeout"/>.</summary>
    WriteTimeout,

    /// <summary><see cref="HostOptions.MaxConnectionAge"/>.</summary>
    MaxConnectionAge,

    /// <summary>The longest message of the protocol, for instance <see cref="Framing.LineOptions.MaxLine"/>.</summary>
    MessageSize,
}
