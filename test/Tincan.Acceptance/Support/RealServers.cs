namespace Tincan.Acceptance.Support;

/// <summary>Servers that people really use, from Debian, in the foreground. nginx and Redis listen on a Unix socket, so no port can be taken already.</summary>
internal sealed class RealServer : IAsyncDisposable
{
    private readonly Scratch _scratch = new();
    private Running? _process;

    private RealServer()
    {
    }

    /// <summary>Where it listens, as words of a command line.</summary>
    public string[] Target { get; private set; } = [];

    /// <summary>Python's own, which serves a folder with one page.</summary>
    public static Task<RealServer> HttpAsync() => StartAsync(async server =>
    {
        server._scratch.Write("index.html", "hello from a file\n");
        var process = Running.Start("python3", ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", server._scratch["."]]);
        server._process = process;
        var said = await process.Out.UntilAsync("\n");
        server.Target = ["127.0.0.1", said[(said.IndexOf(" port ", StringComparison.Ordinal) + " port ".Length)..].Split(' ')[0]];
    });

    public static Task<RealServer> NginxAsync() => StartAsync(async server =>
    {
        server._scratch.Write("index.html", "hello from a file\n");
        var folder = server._scratch["."];
        var paths = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(kind => $"{kind}_temp_path {folder}/{kind};"));
        var configuration = server._scratch.Write("nginx.conf", $$"""
            daemon off; master_process off; pid {{folder}}/pid; error_log stderr notice; events { }
            http { access_log off; {{paths}} server { listen unix:{{folder}}/socket; root {{folder}}; } }
            """);
        server._process = Running.Start("/usr/sbin/nginx", ["-c", configuration, "-p", folder]);
        server.Target = [$"unix:{folder}/socket"];
        await server._process.Error.UntilAsync("event method");
    });

    public static Task<RealServer> RedisAsync() => StartAsync(async server =>
    {
        var socket = server._scratch["socket"];
        server._process = Running.Start(
            "redis-server", ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", server._scratch["."]]);
        server.Target = [$"unix:{socket}"];
        await server._process.Out.UntilAsync("eady to accept connections");
    });

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _scratch.Dispose();
    }

    private static async Task<RealServer> StartAsync(Func<RealServer, Task> start)
    {
        var server = new RealServer();
        try
        {
            await start(server);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
