using Microsoft.Extensions.Logging;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Hosting;
using Tincan.Wires;
using Tincan.Parsing;

namespace Tincan.Cli.Up;

/// <summary>All that runs together, as one file says it.</summary>
internal sealed record UpPlan
{
    /// <summary>What can be said of the whole, besides the services.</summary>
    public static IReadOnlyList<Setting<UpPlan>> Settings { get; } =
    [
        new Setting<UpPlan, UpPlan, Limits>(
            "limits",
            "The limits of every service that does not say otherwise.",
            new LimitsForm(),
            static plan => plan.Limits.AreNone ? null : plan.Limits,
            static (plan, limits) => plan with { Limits = limits }),
        new Setting<UpPlan, UpPlan, PagePlan>(
            "page",
            "Show the conversations of all services live in a browser, on loopback; standard error says the address with its token. "
            + "{} is a page on a free port; without it there is none.",
            new ObjectForm<PagePlan>(PagePlan.Settings, new PagePlan()),
            static plan => plan.Page,
            static (plan, page) => plan with { Page = page }),
        new Setting<UpPlan, UpPlan, LogLevel>(
            "log",
            "What is said on standard error. Never a client's bytes.",
            SettingForms.Word(LogLevels.All),
            static plan => plan.Log,
            static (plan, level) => plan with { Log = level }),
        new Setting<UpPlan, UpPlan, LogFormat>(
            "log-format",
            "How that is written: for people, or a JSON object a line; auto is for people on a terminal, JSON otherwise.",
            SettingForms.Word(LogForm.Words),
            static plan => plan.LogFormat,
            static (plan, format) => plan with { LogFormat = format }),
    ];

    /// <summary>The file as the user named it; null if there is none.</summary>
    public string? File { get; init; }

    /// <summary>The folder that the names of files are read from.</summary>
    public string Folder { get; init; } = "";

    public IReadOnlyList<ServicePlan> Services { get; init; } = [];

    public Limits Limits { get; init; } = new();

    public PagePlan? Page { get; init; }

    public LogLevel Log { get; init; } = LogLevel.Information;

    public LogFormat LogFormat { get; init; } = LogFormat.Auto;

    /// <summary>The limits of a service: its own, over those of all, over those of its kind.</summary>
    public HostOptions OptionsOf(ServicePlan service) => service.Limits.Over(Limits.OverUnlessOwn(service.Defaults));

    /// <summary>The services of this plan that a service asks.</summary>
    public IEnumerable<ServicePlan> AskedBy(ServicePlan service) =>
        service.Servers.Select(Asked).OfType<ServicePlan>().Distinct();

    /// <summary>The service of this plan that is asked by its name, or by the address where it listens; null if it is none of them.</summary>
    public ServicePlan? Asked(Said<string> server) => AddressOf(server) is { } address
        ? Services.FirstOrDefault(service => Places.Leads(address, service.Place))
        : Services.FirstOrDefault(service => service.Name == server.Value);

    /// <summary>Where a server is that was said by its address; null if it was said by its name.</summary>
    /// <exception cref="SyntaxException">It is a Unix socket whose path is too long.</exception>
    public WireAddress? AddressOf(Said<string> server) =>
        !ServiceName.IsName(server.Value) && WireAddress.TryParse(server.Value, out var address, out _)
            ? UnixPlace.From(Folder, address, server.Where!)
            : null;

    /// <summary>The path of a file that was said.</summary>
    public string PathOf(Said<string> file) => Path.GetFullPath(Path.Combine(Folder, file.Value));

    /// <summary>The files of all services.</summary>
    public IEnumerable<FileUse> Files => Services.SelectMany(service => (service.Out is { } file ? [Use(service, file, isOutput: true)] : Enumerable.Empty<FileUse>())
        .Concat(service.Read.Select(read => Use(service, read, isOutput: false))));

    private FileUse Use(ServicePlan service, Said<string> file, bool isOutput) =>
        new($"{file.Value} of the service '{service.Name}'", PathOf(file), isOutput);
}

/// <summary>The live page.</summary>
internal sealed record PagePlan
{
    public static IReadOnlyList<Setting<PagePlan>> Settings { get; } =
    [
        new Setting<PagePlan, PagePlan, int>(
            "port",
            "On which port of 127.0.0.1; 0 lets the system choose.",
            SettingForms.Number(0, ushort.MaxValue),
            static page => page.Port,
            static (page, port) => page with { Port = port }),
    ];

    public int Port { get; init; }
}
