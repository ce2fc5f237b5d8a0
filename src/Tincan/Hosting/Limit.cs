namespace Tincan.Hosting;

/// <summary>The limits that can end or refuse a connection. <see cref="LimitName"/> has their names in metrics.</summary>
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

    /// <summary>The maximum message size of the protocol, such as <see cref="Framing.LineOptions.MaxLine"/>.</summary>
    MessageSize,
}
