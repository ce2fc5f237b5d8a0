using System.Net.Sockets;
using Npgsql;
using Tincan.Wires;

namespace Tincan.Postgres;

/// <summary>Says in one sentence what a database has against us; never with an address's password.</summary>
internal static class PostgresFailure
{
    /// <summary>Whether an exception is the database's or its connection's, and no bug.</summary>
    public static bool Is(Exception error) => error is NpgsqlException or SocketException or TimeoutException or IOException;

    /// <summary>The sentence.</summary>
    public static string Describe(Exception error) => error switch
    {
        PostgresException said => $"{said.MessageText} ({said.SqlState})",
        { InnerException: SocketException or TimeoutException } => Describe(error.InnerException!),
        _ => error.Message.ReplaceLineEndings(" ").TrimEnd('.'),
    };

    /// <summary>The exception that a command ends with.</summary>
    public static Exception Translate(Exception error, string name) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.ReadOnlySqlTransaction } said =>
            new BadFileException(name, 0, Describe(said), said),
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => Lost(error, name),
        PostgresException said => new ConnectException($"{name}: {Describe(said)}", said),
        NpgsqlException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown } } => Lost(error, name),
        NpgsqlException { InnerException: EndOfStreamException or IOException } => Lost(error, name),
        _ => new ConnectException($"cannot reach {name}: {Describe(error)}", error),
    };

    private static WireException Lost(Exception error, string name) =>
        new(CloseReason.Lost, $"the connection to {name} was lost: {Describe(error)}", error);
}
