using Tincan.Parsing.Forms;
using Tincan.Settings;
using Tincan.Wires.Sockets;

namespace Tincan.Cli.Services;

/// <summary>
/// A kind of service: its name, its port, and its settings, for <c>tincan serve</c> and for the plans of <c>tincan up</c>.
/// </summary>
internal abstract class ServiceKind(string name, string does, int port, Func<ServicePlan> make)
{
    private static readonly Setting<ServicePlan>[] Shared =
    [
        new Setting<ServicePlan, ServicePlan, Located<WireAddress>>("listen",
            "Address to listen on. Port 0 lets the system choose; * is all addresses, IPv4 and IPv6; unix:PATH is a Unix socket.",
            SettingForms.Listen, static plan => plan.Listen ?? new Located<WireAddress>(plan.Address),
            static (plan, address) => plan with { Listen = address }),
        new Setting<ServicePlan, ServicePlan, Located<UnixFileMode>>("socket-mode",
            "Permissions of a Unix socket's file, as for chmod. Users who may write to it may connect.",
            SettingForms.SocketMode, static plan => plan.SocketMode ?? new Located<UnixFileMode>(SocketListener.OwnerOnly),
            static (plan, mode) => plan with { SocketMode = mode }),
        new Setting<ServicePlan, ServicePlan, int?>("send-buffer",
            "Size of the system's send buffer per connection, in bytes: how much it holds for a client that does not read. none: the system decides.",
            SettingForms.NumberOrNone(1024, 64 * 1024 * 1024), static plan => plan.SendBuffer,
            static (plan, bytes) => plan with { SendBuffer = bytes }),
        new GroupSetting<ServicePlan, ServicePlan, Limits>("limits", "The limits of this service. They override those of the plan.",
            Limits.Settings, new Limits(), static plan => plan.Limits.AreNone ? null : plan.Limits,
            static (plan, limits) => plan with { Limits = limits })
        {
            Definition = "limits",
            Start = static plan => new Limits { Usual = plan.Defaults },
        },
        new GroupSetting<ServicePlan, ServicePlan, TlsPlan>("tls", "Use TLS 1.2 or 1.3 with clients.",
            TlsPlan.Settings, new TlsPlan(), static plan => plan.Tls, static (plan, tls) => plan with { Tls = tls }),
        new Setting<ServicePlan, ServicePlan, MessageChoice>("messages", MessageChoice.Meaning,
            new MessageForm(), static plan => plan.Messages, static (plan, messages) => plan with { Messages = messages }),
        new Setting<ServicePlan, ServicePlan, IReadOnlyList<Located<string>>>("set", MessageChoice.SetMeaning,
            new ListForm<Located<string>>(new ParameterForm()), static plan => plan.Set.Count > 0 ? plan.Set : null, static (plan, set) => plan with { Set = set }),
    ];
    private readonly List<Setting<ServicePlan>> _own = [];

    /// <summary>Its name in a plan and after <c>tincan serve</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What such a service does, for help.</summary>
    public string Does { get; } = does;

    /// <summary>The default address.</summary>
    public HostPort Address { get; } = new("127.0.0.1", port);

    /// <summary>The default port of <c>tincan serve</c>, if it differs. (In a plan, another kind of service has that port by default.)</summary>
    public int? PortAlone { get; init; }

    /// <summary>A command to try the service, with HOST and PORT for its address.</summary>
    public string Try { get; init; } = "nc HOST PORT";

    /// <summary>Examples for help: command lines, each with what it does.</summary>
    public IReadOnlyList<(string Line, string Meaning)> Examples { get; init; } = [];

    /// <summary>Settings of its own that most people need, besides the required ones; the others are options of <c>--help-all</c>.</summary>
    public IReadOnlyList<string> Usual { get; init; } = [];

    /// <summary>All settings of such a service.</summary>
    public IReadOnlyList<Setting<ServicePlan>> Settings => [.. _own, .. Shared];

    /// <summary>A service with all defaults.</summary>
    public ServicePlan Default => make();

    private protected void Add(params IEnumerable<Setting<ServicePlan>> settings) => _own.AddRange(settings);
}

/// <summary>A kind of service whose settings are in the record <typeparamref name="TPlan"/>.</summary>
internal sealed class ServiceKind<TPlan>(string name, string does, int port) : ServiceKind(name, does, port, static () => new TPlan())
    where TPlan : ServicePlan, new()
{
    /// <summary>Adds a setting.</summary>
    public ServiceKind<TPlan> With<T>(
        string key, string meaning, ValueForm<T> form, Func<TPlan, object?> get, Func<TPlan, T, TPlan> with, params string[] needs) =>
        With(new Setting<ServicePlan, TPlan, T>(key, meaning, form, get, with) { Needs = needs });

    /// <summary>Adds a required setting.</summary>
    public ServiceKind<TPlan> WithRequired<T>(
        string key, string meaning, ValueForm<T> form, Func<TPlan, object?> get, Func<TPlan, T, TPlan> with, string? option = null, bool isOptionOptional = false) =>
        With(new Setting<ServicePlan, TPlan, T>(key, meaning, form, get, with)
        {
            IsRequired = true,
            IsOptionOptional = isOptionOptional,
            Option = option,
        });

    /// <summary>Adds settings that other kinds have too.</summary>
    public ServiceKind<TPlan> With(params IEnumerable<Setting<ServicePlan>> settings)
    {
        Add(settings);
        return this;
    }
}
