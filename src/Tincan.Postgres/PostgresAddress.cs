using System.Text.RegularExpressions;
using Npgsql;

namespace Tincan.Postgres;

/// <summary>Where a database is: <c>postgres://[USER[:PASSWORD]@][HOST][:PORT]/DATABASE[?SETTING=VALUE&amp;…]</c>, as libpq's tools take it.</summary>
/// <remarks>What it does not say comes from <c>PGUSER</c>, <c>PGPASSWORD</c>, <c>PGPASSFILE</c> and <c>~/.pgpass</c>.</remarks>
public sealed partial class PostgresAddress
{
    /// <summary>After this silence the system asks whether the other end is still there, so that a keeper does not wait for ever for one that is not.</summary>
    private const int KeepAliveSeconds = 30;

    private const string Grammar = "write postgres://USER@HOST:PORT/DATABASE";
    private const string Unwritten = $"an @ stands behind the host; in a password @, :, / and ? are written %40, %3A, %2F and %3F: {Grammar}";

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
        ["sslkey"] = static (to, value) => to.SslKey = value,
    };

    private readonly NpgsqlConnectionStringBuilder _connection;

    private PostgresAddress(NpgsqlConnectionStringBuilder connection) => _connection = connection;

    /// <summary>What people are shown: host, port and database, never a password.</summary>
    public string Name => $"postgres://{_connection.Host}:{_connection.Port}/{_connection.Database}";

    /// <summary>
    /// Whether a text is meant as the address of a database, however it is spelt: any URL, and a connection string of <c>NAME=VALUE</c> pairs. Such a text may hold
    /// a password, so it must not be taken for the name of a file and shown in an error.
    /// </summary>
    /// <param name="text">The text.</param>
    public static bool IsMeant(string text) => Address().IsMatch(text);

    /// <summary>Reads an address.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="BadFileException">It is none; what is wrong, without its password.</exception>
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
            throw Bad($"no database is named: {Grammar}");
        }

        if (parts[0].AsSpan(slash).Contains('@'))
        {
            // Or what is a password would be taken for a port and a database, and told.
            throw Bad(Unwritten);
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
        };
        SetLogin(connection, at < 0 ? "" : authority[..at]);
        SetPlace(connection, authority[(at + 1)..]);
        foreach (var setting in parts.Skip(1).SelectMany(static query => query.Split('&', StringSplitOptions.RemoveEmptyEntries)))
        {
            Set(connection, setting, isDoubtful: parts[1].Contains('@', StringComparison.Ordinal));
        }

        return connection.Database is { Length: > 0 } ? new(connection) : throw Bad($"no database is named: {Grammar}");
    }

    /// <summary>A pool of connections. What is asked on them may take as long as it takes: a million entries, or another writer that is at work.</summary>
    /// <param name="breaks">Whether what is given up breaks its connection at once, instead of waiting for what the database says to that.</param>
    internal NpgsqlDataSource Connect(bool breaks = false)
    {
        var how = new NpgsqlConnectionStringBuilder(_connection.ConnectionString) { CommandTimeout = 0 };
        if (breaks)
        {
            how.CancellationTimeout = -1;
        }

        // A Unix socket knows no such options; there the other end cannot vanish without a word.
        if (!Path.IsPathRooted(how.Host) && how.Host?.StartsWith('@') != true)
        {
            (how.TcpKeepAlive, how.TcpKeepAliveTime, how.TcpKeepAliveInterval) = (true, KeepAliveSeconds, KeepAliveSeconds / 3);
        }

        return new NpgsqlDataSourceBuilder(how.ConnectionString).Build();
    }

    private static void SetLogin(NpgsqlConnectionStringBuilder connection, string login)
    {
        var parts = login.Split(':', 2);
        connection.Username = parts[0].Length > 0 ? Uri.UnescapeDataString(parts[0]) : null;
        connection.Password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null;
    }

    /// <summary>A host, perhaps with a port; an IPv6 address in brackets; a folder of sockets with <c>%2F</c> for each slash.</summary>
    private static void SetPlace(NpgsqlConnectionStringBuilder connection, string place)
    {
        var colon = place.LastIndexOf(':');
        var hasPort = colon > place.LastIndexOf(']');
        if (hasPort)
        {
            connection.Port = ushort.TryParse(place[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
                ? port
                : throw Bad($"the port is no number from 1 to 65535, or the password has an @, : or / that is not written %40, %3A or %2F: {Grammar}");
        }

        var host = Uri.UnescapeDataString(hasPort ? place[..colon] : place).Trim('[', ']');
        connection.Host = host.Length > 0 ? host : connection.Host;
    }

    /// <param name="connection">Gets the setting.</param>
    /// <param name="setting">Its name and value.</param>
    /// <param name="isDoubtful">What looks like a name may be the rest of a password.</param>
    private static void Set(NpgsqlConnectionStringBuilder connection, string setting, bool isDoubtful)
    {
        var parts = setting.Split('=', 2);
        var name = Uri.UnescapeDataString(parts[0]);
        if (!Settings.TryGetValue(name, out var set))
        {
            throw Bad(isDoubtful ? Unwritten : $"'{Escape.ForTerminal(name)}' is no setting; {DidYouMean.Hint(name, Settings.Keys, $"there are {string.Join(", ", Settings.Keys)}")}");
        }

        try
        {
            set(connection, parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }
        catch (Exception error) when (error is FormatException or OverflowException or ArgumentException)
        {
            throw Bad($"the value of '{name}' is not understood");
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
