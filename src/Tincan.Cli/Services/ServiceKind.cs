using Tincan.Cli.Settings;
using Tincan.Parsing.Forms;
using Tincan.Settings;
using Tincan.Wires.Sockets;

namespace Tincan.Cli.Services;

/// <summary>
/// A kind of service: its name, its port, and its settings, of which both <c>tincan serve</c> and the plans of <c>tincan up</c> are made.
/// </summary>
internal abstract class ServiceKind
{
    private static readonly Setting<ServicePlan>[] Shared =
    [
        new Setting<ServicePlan, ServicePlan, Located<WireAddress>>("listen",
            "Where to listen. Port 0 lets the system choose; * is every address, IPv4 and IPv6; unix:PATH is a Unix socket.",
            SettingForms.Listen, static plan => plan.Listen ?? new Located<WireAddress>(plan.Address),
            static (plan, address) => plan with { Listen = address }),
        new Setting<ServicePlan, ServicePlan, Located<UnixFileMode>>("socket-mode",
            "Permissions of the file of a Unix socket, as chmod takes them: whoever may write to it may connect.",
            SettingForms.SocketMode, static plan => plan.SocketMode ?? new Located<UnixFileMode>(SocketListener.OwnerOnly),
            static (plan, mode) => plan with { SocketMode = mode }),
        new Setting<ServicePlan, ServicePlan, int?>("send-buffer",
            "How many bytes the system may hold for a client that does not read. The server itself holds what one send has. none: the system decides.",
            SettingForms.NumberOrNone(1024, 64 * 1024 * 1024), static plan => plan.SendBuffer,
            static (plan, bytes) => plan with { SendBuffer = bytes }),
        new GroupSetting<ServicePlan, ServicePlan, Limits>("limits", "The limits of this service where they are not those of all.",
            Limits.Settings, new Limits(), static plan => plan.Limits.AreNone ? null : plan.Limits,
            static (plan, limits) => plan with { Limits = limits })
        {
            Definition = "limits",
            Start = static plan => new Limits { Usual = plan.Defaults },
        },
        new GroupSetting<ServicePlan, ServicePlan, TlsPlan>("tls", "Speak TLS 1.2 or 1.3 with clients.",
            TlsPlan.Settings, new TlsPlan(), static plan => plan.Tls, static (plan, tls) => plan with { Tls = tls }),
    ];

    private readonly Func<ServicePlan> _make;
    private readonly List<Setting<ServicePlan>> _own = [];

    private protected ServiceKind(string name, string does, int port, Func<ServicePlan> make)
    {
        Name = name;
        Does = does;
        Address = new HostPort("127.0.0.1", port);
        _make = make;
    }

    /// <summary>Its name in a plan and after <c>tincan serve</c>.</summary>
    public string Name { get; }

    /// <summary>What such a service does, in a sentence without a subject.</summary>
    public string Does { get; }

    /// <summary>Where such a service listens by default.</summary>
    public HostPort Address { get; }

    /// <summary>The port that a service of a command line has by default, if it is another one: in a plan it would be in the way.</summary>
    public int? PortAlone { get; init; }

    /// <summary>What a person can try, with HOST and PORT for where it listens.</summary>
    public string Try { get; init; } = "nc HOST PORT";

    /// <summary>Whole command lines for the help of <c>tincan serve</c>, each with what it does.</summary>
    public IReadOnlyList<(string Line, string Meaning)> Examples { get; init; } = [];

    /// <summary>All settings of such a service.</summary>
    public IReadOnlyList<Setting<ServicePlan>> Settings => [.. _own, .. Shared];

    /// <summary>A service with all defaults.</summary>
    public ServicePlan Default => _make();

    private protected void Add(params IEnumerable<Setting<ServicePlan>> settings) => _own.AddRange(settings);
}

/// <summary>A kind of service, and the record that has its settings.</summary>
internal sealed class ServiceKind<TPlan>(string name, string does, int port) : ServiceKind(name, does, port, static () => new TPlan())
    where TPlan : ServicePlan, new()
{
    /// <summary>It has a setting of its own.</summary>
    public ServiceKind<TPlan> With<T>(
        string key, string meaning, ValueForm<T> form, Func<TPlan, object?> get, Func<TPlan, T, TPlan> with, params string[] needs) =>
        With(new Setting<ServicePlan, TPlan, T>(key, meaning, form, get, with) { Needs = needs });

    /// <summary>It has a setting that must be set.</summary>
    public ServiceKind<TPlan> WithRequired<T>(
        string key, string meaning, ValueForm<T> form, Func<TPlan, object?> get, Func<TPlan, T, TPlan> with, string? option = null, bool isOptionOptional = false) =>
        With(new Setting<ServicePlan, TPlan, T>(key, meaning, form, get, with)
        {
            IsRequired = true,
            IsOptionOptional = isOptionOptional,
            Option = option,
        });

    /// <summary>It has settings that others have too.</summary>
    public ServiceKind<TPlan> With(params IEnumerable<Setting<ServicePlan>> settings)
    {
        Add(settings);
        return this;
    }
}
