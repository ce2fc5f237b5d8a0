using System.Net.Sockets;
using Tincan.Wires;

namespace Tincan.Postgres;

/// <summary>Describes errors of the database in one sentence, without passwords.</summary>
internal static class PostgresFailure
{
    /// <summary>Whether an exception comes from the database or its connection, and is not a bug.</summary>
    public static bool Is(Exception error) => error is NpgsqlException or SocketException or TimeoutException or IOException;

    /// <summary>Describes an error.</summary>
    public static string Describe(Exception error) => error switch
    {
        PostgresException postgres => $"{postgres.MessageText} ({postgres.SqlState})",
        { InnerException: SocketException or TimeoutException } => Describe(error.InnerException!),
        _ => error.Message.ReplaceLineEndings(" ").TrimEnd('.'),
    };

    /// <summary>Whether an established connection was lost.</summary>
    public static bool IsLost(Exception error) => error is
        PostgresException
        {
            SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.DatabaseDropped
                or PostgresErrorCodes.IdleSessionTimeout
        }
        or NpgsqlException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown } }
        or NpgsqlException { InnerException: IOException };

    /// <summary>Translates an exception to the one that a command fails with.</summary>
    public static Exception Translate(Exception error, string name) => error switch
    {
        _ when IsLost(error) => new WireException(CloseReason.Lost, $"the connection to {name} was lost: {Describe(error)}", error),
        PostgresException refused when IsNoEntry(refused.SqlState) => new ConnectException($"cannot connect to {name}: {Describe(refused)}", refused),
        PostgresException busy when IsBusy(busy.SqlState) =>
            new WireException(CloseReason.Idle, $"{name} is busy, and nothing was changed: {Describe(busy)}", busy),
        PostgresException other => new BadFileException(name, 0, Describe(other), other),
        _ => new ConnectException($"cannot reach {name}: {Describe(error)}", error),
    };

    /// <summary>The server refused the session: classes 08 (connection) and 28 (login), no such database, too many connections, starting up.</summary>
    private static bool IsNoEntry(string state) =>
        state is ['0', '8', ..] or ['2', '8', ..]
            or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow;

    /// <summary>Other sessions held locks until a timeout.</summary>
    private static bool IsBusy(string state) => state is
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable
        or PostgresErrorCodes.QueryCanceled;
}
