using Tincan.Hosting;
using Tincan.Settings;

namespace Tincan.Cli.Services;

/// <summary>Services that run together: those of a plan, or the one of a command.</summary>
internal sealed record ServiceGroup
{
    /// <summary>The settings of the group.</summary>
    public static IReadOnlyList<Setting<ServiceGroup>> Settings { get; } =
    [
        new GroupSetting<ServiceGroup, ServiceGroup, Limits>("limits", "The limits of all services that do not set their own.",
            Limits.Settings, new Limits(), static group => group.Limits.AreNone ? null : group.Limits,
            static (group, limits) => group with { Limits = limits }) { Definition = "limits" },
        new GroupSetting<ServiceGroup, ServiceGroup, PagePlan>("page",
            "Show the connections of all services live on a web page, on loopback. Its address, with its token, is printed on standard error. "
            + "{}: on a free port. Default: no page.", PagePlan.Settings, new PagePlan(), static group => group.Page,
            static (group, page) => group with { Page = page }),
        .. new GroupSetting<ServiceGroup, ServiceGroup, LogOptions>(
            "log", "", LogOptions.Settings, new LogOptions(), static group => group.Log, static (group, log) => group with { Log = log }).Options,
    ];

    /// <summary>The plan's file, as the user wrote it; null if there is none.</summary>
    public string? File { get; init; }

    /// <summary>The folder that file names are relative to.</summary>
    public string Folder { get; init; } = "";

    public IReadOnlyList<ServicePlan> Services { get; init; } = [];

    public Limits Limits { get; init; } = new();

    public PagePlan? Page { get; init; }

    public LogOptions Log { get; init; } = new();

    /// <summary>The limits of a service: its own, otherwise those of the group, otherwise those of its kind.</summary>
    public HostOptions OptionsOf(ServicePlan service) => service.Limits.Over(Limits.OverUnlessOwn(service.Defaults)) with { Name = service.Name };

    /// <summary>The services of this group that a service asks.</summary>
    public IEnumerable<ServicePlan> AskedBy(ServicePlan service) =>
        service.Servers.Select(Asked).OfType<ServicePlan>().Distinct();

    /// <summary>The service of this group with this name or listening address; null if there is none.</summary>
    public ServicePlan? Asked(Located<string> server) => AddressOf(server) is { } address
        ? Services.FirstOrDefault(service => Addresses.Reaches(address, service.Address))
        : Services.FirstOrDefault(service => service.Name == server.Value);

    /// <summary>The address of a server; null if it is a service's name.</summary>
    /// <exception cref="SyntaxException">The path of a Unix socket is too long.</exception>
    public WireAddress? AddressOf(Located<string> server) =>
        !ServiceName.IsName(server.Value) && WireAddress.TryParse(server.Value, out var address, out _)
            ? SocketPath.Of(Folder, address, server.Where)
            : null;

    /// <summary>The path of a file.</summary>
    public string PathOf(Located<string> file) => Path.GetFullPath(Path.Combine(Folder, file.Value));

    /// <summary>The files of all services.</summary>
    public IEnumerable<FileUse> Files => Services.SelectMany(service => service.Written.Select(file => Use(service, file, isOutput: true))
        .Concat(service.Read.Select(file => Use(service, file, isOutput: false))));

    private FileUse Use(ServicePlan service, Located<string> file, bool isOutput) =>
        new($"{file.Value} of the service '{service.Name}'", PathOf(file), isOutput);
}
