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
        PostgresException
        {
            SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.DatabaseDropped
                or PostgresErrorCodes.IdleSessionTimeout
        }
        or NpgsqlException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown } }
        or NpgsqlException { InnerException: IOException };

    /// <summary>The exception that a command ends with.</summary>
    public static Exception Translate(Exception error, string name) => error switch
    {
        _ when IsLost(error) => new WireException(CloseReason.Lost, $"the connection to {name} was lost: {Describe(error)}", error),
        PostgresException said when IsNoEntry(said.SqlState) => new ConnectException($"cannot connect to {name}: {Describe(said)}", said),
        PostgresException said when IsBusy(said.SqlState) =>
            new WireException(CloseReason.Idle, $"{name} is busy, and nothing was changed: {Describe(said)}", said),
        PostgresException said => new BadFileException(name, 0, Describe(said), said),
        _ => new ConnectException($"cannot reach {name}: {Describe(error)}", error),
    };

    /// <summary>The server is there, but there is no session with it: classes 08 (connection) and 28 (login), no such database, and no room or no time now.</summary>
    private static bool IsNoEntry(string state) =>
        state is ['0', '8', ..] or ['2', '8', ..]
            or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow;

    /// <summary>Others stood in the way for longer than the database, or we, had patience.</summary>
    private static bool IsBusy(string state) => state is
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable
        or PostgresErrorCodes.QueryCanceled;
}
