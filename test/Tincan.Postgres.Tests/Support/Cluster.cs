using System.Diagnostics;
using System.Net.Sockets;
using Tincan.Acceptance.Support;
using Tincan.Postgres.Tests.Support;

[assembly: AssemblyFixture(typeof(Cluster))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Tincan.Postgres.Tests.Support;

/// <summary>
/// A PostgreSQL server of these tests' own, in a folder of its own on a free port; never the system's. It ends with the tests, and, should they be
/// killed, with their process. PostgreSQL does not run as root; root runs it as nobody.
/// </summary>
public sealed class Cluster : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tincan-postgres-");
    private readonly int _port = FreePort();
    private readonly string _programs = Directory.GetDirectories("/usr/lib/postgresql")
        .Select(static version => Path.Combine(version, "bin"))
        .Where(static programs => File.Exists(Path.Combine(programs, "postgres")))
        .OrderBy(static programs => programs, StringComparer.Ordinal)
        .LastOrDefault() ?? throw new InvalidOperationException("these tests need PostgreSQL's server (Debian's package postgresql)");

    /// <summary>Ends the server when the pipe to the tests ends, so that it never outlives them.</summary>
    private const string Guard = """exec 3<&0; "$@" < /dev/null & server=$!; (cat <&3 > /dev/null; kill -QUIT $server 2> /dev/null) & wait $server""";

    private Process? _server;
    private int _books;

    private string Data => Path.Combine(_folder.FullName, "data");

    public async ValueTask InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "nobody", _folder.FullName);
        }

        await RunAsync([.. AsServer, Path.Combine(_programs, "initdb"), "-D", Data, "-U", "tincan", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]);
        await StartAsync();
    }

    /// <summary>The address of a database that nobody else uses.</summary>
    public async Task<string> CreateDatabaseAsync(string encoding = "UTF8")
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"book{Interlocked.Increment(ref _books)}");
        await ExecuteAsync(AddressOf("postgres"), $"CREATE DATABASE {name} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0");
        return AddressOf(name);
    }

    /// <summary>Runs SQL as somebody with psql would.</summary>
    public static async Task ExecuteAsync(string address, string sql)
    {
        await using var source = PostgresAddress.Parse(address).Connect();
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync().InTime();
    }

    /// <summary>Starts it, and waits until it takes connections.</summary>
    public async Task StartAsync()
    {
        // fsync is off: a killed program, not a power cut, is what these tests are about.
        string[] words =
        [
            "sh", "-c", Guard, "sh", .. AsServer, Path.Combine(_programs, "postgres"), "-D", Data, "-k", _folder.FullName, "-h", "127.0.0.1", "-F",
            "-p", _port.ToString(CultureInfo.InvariantCulture),
        ];
        _server = Process.Start(new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true })!;
        while (await _server.StandardError.ReadLineAsync().InTime() is { } line)
        {
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                // Read on, or it would stand still when the pipe is full.
                _ = _server.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return;
            }
        }

        throw new InvalidOperationException("the server did not start");
    }

    /// <summary>Stops it at once, as a crash would (SIGQUIT: no clean shutdown, recovery at the next start), or cuts its clients off first (SIGINT).</summary>
    public async Task StopAsync(bool crash)
    {
        var id = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
        await RunAsync("kill", crash ? "-QUIT" : "-INT", id);
        await _server!.WaitForExitAsync().InTime();
        _server.Dispose();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await StopAsync(crash: true);
        }

        _folder.Delete(recursive: true);
    }

    private static string[] AsServer => Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : [];

    private string AddressOf(string database) => string.Create(CultureInfo.InvariantCulture, $"postgres://tincan@127.0.0.1:{_port}/{database}");

    private static async Task RunAsync(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).InTime();
        await process.WaitForExitAsync().InTime();
        Assert.True(process.ExitCode == 0, string.Concat(said));
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
