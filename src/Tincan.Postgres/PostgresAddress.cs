using System.Text.RegularExpressions;

namespace Tincan.Postgres;

/// <summary>The address of a database, as in libpq: <c>postgres://[USER[:PASSWORD]@][HOST][:PORT]/DATABASE[?SETTING=VALUE&amp;…]</c>.</summary>
/// <remarks>User and password default to <c>PGUSER</c>, <c>PGPASSWORD</c>, <c>PGPASSFILE</c> and <c>~/.pgpass</c>.</remarks>
public sealed partial class PostgresAddress
{
    /// <summary>The TCP keep-alive time, so that a command does not wait forever for a dead peer.</summary>
    private const int KeepAliveSeconds = 30;

    private const string Grammar = "write postgres://USER@HOST:PORT/DATABASE";
    private const string Unescaped = $"there is an @ after the host; in a password write %40, %3A, %2F and %3F for @, :, / and ?: {Grammar}";

    private static readonly Dictionary<string, Action<NpgsqlConnectionStringBuilder, string>> Settings = new(StringComparer.Ordinal)
    {
        ["host"] = static (to, value) => to.Host = value,
        ["port"] = static (to, value) => to.Port = ushort.Parse(value, CultureInfo.InvariantCulture),
        ["user"] = static (to, value) => to.Username = value,
        ["password"] = static (to, value) => to.Password = value,
        ["dbname"] = static (to, value) => to.Database = value,
        ["application_name"] = static (to, value) => to.ApplicationName = value,
        ["connect_timeout"] = static (to, value) => to.Timeout = ushort.Parse(value, CultureInfo.InvariantCulture),
        ["sslmode"] = static (to, value) => to.SslMode = Enum.Parse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
        ["sslrootcert"] = static (to, value) => to.RootCertificate = value,
        ["sslcert"] = static (to, value) => to.SslCertificate = value,
        ["gssencmode"] = static (to, value) => to.GssEncryptionMode = Enum.Parse<GssEncryptionMode>(value, ignoreCase: true),
        ["sslkey"] = static (to, value) => to.SslKey = value,
    };

    private readonly NpgsqlConnectionStringBuilder _connection;

    private PostgresAddress(NpgsqlConnectionStringBuilder connection) => _connection = connection;

    /// <summary>Host, port and database, without user and password.</summary>
    public string Name => $"postgres://{_connection.Host}:{_connection.Port}/{_connection.Database}";

    /// <summary>
    /// Whether a text looks like the address of a database, even if it is invalid: any URL, or a connection string of <c>NAME=VALUE</c> pairs. It may contain
    /// a password, so it must not be used as a file name and shown in an error.
    /// </summary>
    /// <param name="text">The text.</param>
    public static bool LooksLikeAddress(string text) => Address().IsMatch(text);

    /// <summary>Parses an address.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="BadFileException">The address is invalid. The message does not contain the password.</exception>
    public static PostgresAddress Parse(string text)
    {
        text = text.Trim();
        if (!Scheme().IsMatch(text))
        {
            throw Bad(Grammar);
        }

        var parts = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('?', 2);
        var slash = parts[0].IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            throw Bad($"the database's name is missing: {Grammar}");
        }

        if (parts[0].AsSpan(slash).Contains('@'))
        {
            // Otherwise a part of the password would be taken for the port and the database, and shown in an error.
            throw Bad(Unescaped);
        }

        var authority = parts[0][..slash];
        var at = authority.LastIndexOf('@');
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "localhost",
            Port = 5432,
            Database = Uri.UnescapeDataString(parts[0][(slash + 1)..]),
            ApplicationName = "tincan",
            Timeout = 10,

            // Where Kerberos is not installed, each attempt writes an error to standard error.
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        SetLogin(connection, at < 0 ? "" : authority[..at]);
        SetHost(connection, authority[(at + 1)..]);
        foreach (var setting in parts.Skip(1).SelectMany(static query => query.Split('&', StringSplitOptions.RemoveEmptyEntries)))
        {
            Set(connection, setting, mayBePassword: parts[1].Contains('@', StringComparison.Ordinal));
        }

        return connection.Database is { Length: > 0 } ? new(connection) : throw Bad($"the database's name is missing: {Grammar}");
    }

    /// <summary>Creates a pool of connections. Commands have no timeout: a million entries, or a wait for another writer, take long.</summary>
    /// <param name="closesOnCancel">Whether a cancelled command closes its connection at once, instead of waiting for the database to confirm the cancellation.</param>
    internal NpgsqlDataSource Connect(bool closesOnCancel = false)
    {
        var settings = new NpgsqlConnectionStringBuilder(_connection.ConnectionString) { CommandTimeout = 0 };
        if (closesOnCancel)
        {
            settings.CancellationTimeout = -1;
        }

        // Unix sockets have no keep-alive, and do not need one.
        if (!Path.IsPathRooted(settings.Host) && settings.Host?.StartsWith('@') != true)
        {
            (settings.TcpKeepAlive, settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval) = (true, KeepAliveSeconds, KeepAliveSeconds / 3);
        }

        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    private static void SetLogin(NpgsqlConnectionStringBuilder connection, string login)
    {
        var parts = login.Split(':', 2);
        connection.Username = parts[0].Length > 0 ? Uri.UnescapeDataString(parts[0]) : null;
        connection.Password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null;
    }

    /// <summary>Sets host and port from <c>HOST[:PORT]</c>. An IPv6 address has brackets; a folder of Unix sockets has <c>%2F</c> for each slash.</summary>
    private static void SetHost(NpgsqlConnectionStringBuilder connection, string text)
    {
        var colon = text.LastIndexOf(':');
        var hasPort = colon > text.LastIndexOf(']');
        if (hasPort)
        {
            connection.Port = ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
                ? port
                : throw Bad($"the port is not a number from 1 to 65535, or an @, : or / in the password is not written %40, %3A or %2F: {Grammar}");
        }

        var host = Uri.UnescapeDataString(hasPort ? text[..colon] : text).Trim('[', ']');
        connection.Host = host.Length > 0 ? host : connection.Host;
    }

    /// <param name="connection">The connection string.</param>
    /// <param name="setting"><c>NAME=VALUE</c>.</param>
    /// <param name="mayBePassword">Whether the name may be the rest of an unescaped password, which must not be shown.</param>
    private static void Set(NpgsqlConnectionStringBuilder connection, string setting, bool mayBePassword)
    {
        var parts = setting.Split('=', 2);
        var name = Uri.UnescapeDataString(parts[0]);
        if (!Settings.TryGetValue(name, out var set))
        {
            throw Bad(mayBePassword ? Unescaped : $"'{Escape.ForTerminal(name)}' is not a setting; {DidYouMean.Hint(name, Settings.Keys, $"there are {string.Join(", ", Settings.Keys)}")}");
        }

        try
        {
            set(connection, parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }
        catch (Exception error) when (error is FormatException or OverflowException or ArgumentException)
        {
            throw Bad($"the value of '{name}' is invalid");
        }
    }

    [GeneratedRegex("^postgres(ql)?://", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Scheme();

    // Two letters at least, because C:/book.csv is a file.
    [GeneratedRegex(
        @"^\s*[a-z][a-z0-9+.-]+:/|^\s*postgres(ql)?:|(^|[\s;])(host|hostaddr|server|user|user id|username|password|dbname|database)\s*=",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();

    private static BadFileException Bad(string problem) => new("the address of the database", 0, problem);
}
