using Tincan.Cli.SharedOptions;

namespace Tincan.Cli.Services;

/// <summary>A command that runs one service, such as <c>tincan serve echo</c>. Its options are the settings of the service.</summary>
internal class ServiceCommand : Command, IHasExamples
{
    private readonly ServicePlan _usual;
    private readonly SettingOptions<ServicePlan> _settings;
    private readonly SettingOptions<LogOptions> _log;
    private readonly WatchSettings _watch;
    private readonly WebSettings _web;
    private readonly FaultSettings _faults;

    /// <summary><c>tincan serve</c> and the name of the service.</summary>
    public ServiceCommand(ServiceKind kind)
        : this(kind, kind.Name, kind.Does)
    {
    }

    /// <summary>A command with another name or with arguments.</summary>
    /// <param name="kind">The kind of service.</param>
    /// <param name="name">The command's name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="host">The host on which it listens by default.</param>
    /// <param name="words">The keys of settings that are arguments, and not options.</param>
    protected ServiceCommand(ServiceKind kind, string name, string description, string host = "127.0.0.1", params string[] words)
        : base(name, description)
    {
        _usual = kind.Default with
        {
            Name = kind.Name,
            IsAlone = true,
            Listen = new Located<WireAddress>(new HostPort(host, kind.PortAlone ?? kind.Address.Port)),
        };
        Examples = kind.Examples;
        var settings = kind.Settings.Where(setting => !words.Contains(setting.Key)).ToList();
        Usage = string.Join(' ', settings.Where(static setting => setting is { IsRequired: true, IsOptionOptional: false }).Select(static setting => $"{setting.Option} {setting.Form.Placeholder}{(setting.Form.IsList ? "..." : "")}"));
        UsualOptions =
        [
            .. settings.Where(setting => setting.IsRequired || kind.Usual.Contains(setting.Key)).Select(static setting => setting.Option),
            "--listen", "--idle-timeout", "--watch", "--record", "--web", "--fault",
        ];
        _settings = new SettingOptions<ServicePlan>(this, settings, _usual);
        _log = new SettingOptions<LogOptions>(this, LogOptions.Settings, new LogOptions());
        _watch = new WatchSettings(this);
        _web = new WebSettings(this);
        _faults = new FaultSettings(this);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt)));
    }

    public string Usage { get; protected init; }

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; protected init; }

    public IReadOnlyCollection<string> UsualOptions { get; }

    /// <summary>Whether the live page may change the faults.</summary>
    protected virtual bool MayChangeFaults(ParseResult parsed, bool hasPage) => false;

    /// <summary>The service with the settings that are arguments.</summary>
    protected virtual ServicePlan Read(ParseResult parsed, ServicePlan plan) => plan;

    private async Task<int> RunAsync(ParseResult parsed, Interrupt interrupt)
    {
        var page = _web.Page(parsed);
        var group = new ServiceGroup
        {
            Services = [Read(parsed, _settings.Read(parsed, _usual))],
            Log = _log.Read(parsed, new LogOptions()),
            Page = page,
        };
        Wiring.Check(group);
        var mayChange = MayChangeFaults(parsed, page is not null);
        using var faults = _faults.Start(parsed, mayChange && page is not null);
        await using var watching = _watch.Start(parsed);
        await using var run = new ServiceRun(group)
        {
            Title = Parents.OfType<Command>().FirstOrDefault(static parent => parent is not RootCommand) is { } parent ? $"{parent.Name} {Name}" : Name,
            Faults = faults,
            MayChangeFaults = mayChange,
        };
        return await run.RunAsync(watching, interrupt, static services => StandardStreams.Announce($"listening on {services[0].LocalEndPoint}"));
    }
}
