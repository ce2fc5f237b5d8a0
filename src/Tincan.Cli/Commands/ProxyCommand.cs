using System.CommandLine;
using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Proxy;
using Tincan.Wires;

namespace Tincan.Cli.Commands;

/// <summary><c>tincan proxy</c>: a faithful tap between any client and any server.</summary>
internal sealed class ProxyCommand : Command, IShown
{
    private readonly Argument<string[]> _words = new("LISTEN TARGET") { Arity = ArgumentArity.OneOrMore };
    private readonly Option<TimeSpan> _connectTimeout = Opt.Time(
        "--connect-timeout", TimeSpan.FromSeconds(10), "How long the target may take to answer, and the TLS handshake after that. Then the client is reset (RST).");

    private readonly Option<bool> _readOnly = Opt.Flag(
        "--read-only", "With --web: the page may show the faults in force, and not change them.");

    private readonly TlsConnectSettings _tls;
    private readonly ServeSettings _serve;

    public ProxyCommand()
        : base("proxy", "Stand between a client and a server, and pass everything on as it came: segments, half-close, FIN and RST.")
    {
        Add(_words);
        Add(_connectTimeout);
        _tls = new TlsConnectSettings(this, "the target");
        _serve = new ServeSettings(this, listen: null, Timeout.InfiniteTimeSpan, MessageSettings.Chosen(this));
        Add(_readOnly);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt)));
    }

    public string Usage => "LISTEN TARGET";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan proxy :5000 localhost:50007 --watch", "connect to port 5000 instead of 50007, and see what is said"),
        ("tincan proxy :5000 localhost:50007 --web", "see it in a browser, and add, change and remove faults there while it runs"),
        ("tincan proxy :5000 localhost:50007 --record talk.jsonl", "and keep it for later"),
        ("tincan proxy :5000 example.org:443 --tls --watch", "speak TLS with the target only, and see what goes through it"),
        ("tincan proxy :5000 localhost:50007 --fault split:every=1", "and let everything arrive byte by byte; see 'tincan faults'"),
    ];

    /// <summary>Where the proxy would have the port of its target, the server most likely has taken it.</summary>
    private static string? WhenInUse(WireAddress listen, WireAddress target) =>
        listen is HostPort { Port: var port } && target is HostPort { Port: var other } && port == other
            ? $"; a server that listens on every address has port {port} of {((HostPort)listen).Host} too: {Circle.WayOut}"
            : null;

    private Task<int> RunAsync(ParseResult parsed, Interrupt interrupt)
    {
        var words = parsed.GetRequiredValue(_words);
        if (words.Length < 2)
        {
            throw new UsageException("a proxy needs two places: write LISTEN TARGET, for instance :5000 localhost:50007");
        }

        if (!ListenPlace.TryParse(words[0], out var listen, out var problem))
        {
            throw new UsageException(problem);
        }

        var isReadOnly = parsed.GetValue(_readOnly);
        if (isReadOnly && !_serve.HasPage(parsed))
        {
            throw new UsageException("--read-only is for the page of --web: add --web");
        }

        var (target, _) = Target.Take(words[1..], most: 0);
        Circle.Refuse(listen, [target], Circle.Hint(target));
        var connect = _tls.Connector(parsed, parsed.GetValue(_connectTimeout), out var files, target);
        var proxy = new ProxyServer(cancel => connect(target, cancel));
        return _serve.RunAsync(parsed, proxy, interrupt, listen, mayChangeFaults: !isReadOnly, files: files, whenInUse: WhenInUse(listen, target));
    }
}
