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

    /// <summary>Whether a connection was made, and then lost.</summary>
    public static bool IsLost(Exception error) => error is
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown }
        or NpgsqlException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown } }
        or NpgsqlException { InnerException: IOException };

    /// <summary>The exception that a command ends with.</summary>
    public static Exception Translate(Exception error, string name) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.ReadOnlySqlTransaction } said =>
            new BadFileException(name, 0, Describe(said), said),
        _ when IsLost(error) => new WireException(CloseReason.Lost, $"the connection to {name} was lost: {Describe(error)}", error),
        PostgresException said => new ConnectException($"{name}: {Describe(said)}", said),
        _ => new ConnectException($"cannot reach {name}: {Describe(error)}", error),
    };
}
