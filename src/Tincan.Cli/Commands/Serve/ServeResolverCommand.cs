using System.CommandLine;
using System.CommandLine.Parsing;
using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Framing;
using Tincan.Protocols.Names;
using Tincan.Wires;

namespace Tincan.Cli.Commands.Serve;

/// <summary><c>tincan serve resolver</c>.</summary>
internal sealed class ServeResolverCommand : Command, IShown
{
    private readonly Option<WireAddress[]> _upstreams = new("--upstream")
    {
        Description = "A table server. Write it once for each.",
        HelpName = "HOST:PORT|unix:PATH",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = ParseUpstreams,
    };

    private readonly Option<TimeSpan> _deadline = Opt.Time(
        "--deadline", TimeSpan.FromSeconds(5), "How long all table servers together may be silent. Then 'Name - TIMED OUT'.");

    private readonly Option<Dialect?> _upstreamDialect = LineSettings.Dialects(
        "--upstream-dialect", null, "How table servers are asked. Default: as the client asked.");

    private readonly Option<Edition> _edition = Editions.Option();

    private readonly LineSettings _lines;
    private readonly TlsConnectSettings _tls;
    private readonly ServeSettings _serve;

    public ServeResolverCommand()
        : base("resolver", "Ask all table servers at once, and pass on the first answer.")
    {
        Add(_upstreams);
        Add(_deadline);
        Add(_upstreamDialect);
        Add(_edition);
        _lines = new LineSettings(this, Dialect.Auto);
        _tls = new TlsConnectSettings(this, "table servers");
        _serve = new ServeSettings(this, new HostPort("127.0.0.1", Ports.Resolver), messages: MessageSettings.Lines(_lines));
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt)));
    }

    public string Usage => "--upstream HOST:PORT [--upstream HOST:PORT...]";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan serve resolver --upstream localhost:50010 --upstream localhost:50020", $"on 127.0.0.1:{Ports.Resolver}"),
        ("tincan serve resolver --upstream localhost:50010 --deadline 1s", "less patient"),
    ];

    private Task<int> RunAsync(ParseResult parsed, Interrupt interrupt)
    {
        var (upstreams, deadline) = (parsed.GetRequiredValue(_upstreams), parsed.GetValue(_deadline));
        Circle.Refuse(_serve.Place(parsed), upstreams, "a resolver asks table servers, or other resolvers");
        var options = new ResolverOptions
        {
            Upstreams = upstreams,
            Connect = _tls.ClientConnector(parsed, deadline, out var files, upstreams),
            Deadline = deadline,
            UpstreamDialect = parsed.GetValue(_upstreamDialect),
            Edition = parsed.GetRequiredValue(_edition),
            Lines = _lines.Read(parsed),
        };
        return _serve.RunAsync(parsed, new ResolverServer(options), interrupt, files: files);
    }

    private static WireAddress[] ParseUpstreams(ArgumentResult result)
    {
        var servers = new List<WireAddress>();
        foreach (var token in result.Tokens)
        {
            if (WireAddress.TryParse(token.Value, out var server, out var problem))
            {
                servers.Add(server);
            }
            else
            {
                result.AddError($"--upstream: {problem}");
            }
        }

        return [.. servers];
    }
}
