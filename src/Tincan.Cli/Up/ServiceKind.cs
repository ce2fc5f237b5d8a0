using Tincan.Cli.Settings;
using Tincan.Framing;
using Tincan.Protocols.Names;
using Tincan.Wires;

namespace Tincan.Cli.Up;

/// <summary>What there is to know of the services of a kind: what they do, where they listen, and what can be said of them.</summary>
internal abstract class ServiceKind
{
    private readonly Func<ServicePlan> _make;

    private protected ServiceKind(string name, string does, int port, Func<ServicePlan> make)
    {
        Name = name;
        Does = does;
        Place = new HostPort("127.0.0.1", port);
        _make = make;
        Settings =
        [
            new Setting<ServicePlan, ServicePlan, Said<WireAddress>>(
                "listen",
                $"Where to listen. Port 0 lets the system choose; * is every address, IPv4 and IPv6; unix:PATH is a Unix socket. Default: {Place}.",
                SettingForms.Listen,
                static plan => plan.Listen,
                static (plan, place) => plan with { Listen = place }),
            new Setting<ServicePlan, ServicePlan, Said<UnixFileMode>>(
                "socket-mode",
                "Permissions of the file of a Unix socket, as chmod takes them: who may write to it may connect. Default: 0600.",
                SettingForms.SocketMode,
                static plan => plan.SocketMode,
                static (plan, mode) => plan with { SocketMode = mode }),
            new Setting<ServicePlan, ServicePlan, int>(
                "send-buffer",
                "How many bytes the system may hold for a client that does not read. Default: the system decides.",
                SettingForms.Number(1024, 64 * 1024 * 1024),
                static plan => plan.SendBuffer,
                static (plan, bytes) => plan with { SendBuffer = bytes }),
            new Setting<ServicePlan, ServicePlan, TlsPlan>(
                "tls",
                "Speak TLS 1.2 or 1.3 with clients.",
                new ObjectForm<TlsPlan>(TlsPlan.Settings, new TlsPlan()),
                static plan => plan.Tls,
                static (plan, tls) => plan with { Tls = tls }),
            new Setting<ServicePlan, ServicePlan, Limits>(
                "limits",
                "The limits of this service where they are not those of all.",
                new LimitsForm(),
                static plan => plan.Limits.AreNone ? null : plan.Limits,
                static (plan, limits) => plan with { Limits = limits }),
        ];
    }

    /// <summary>Its name in a file, as behind <c>tincan serve</c>.</summary>
    public string Name { get; }

    /// <summary>What such a service does, in a sentence.</summary>
    public string Does { get; }

    /// <summary>Where such a service listens unless told otherwise.</summary>
    public HostPort Place { get; }

    /// <summary>What a person can try, with HOST and PORT for where it listens; null if there is no short way.</summary>
    public string Try { get; private protected set; } = "nc HOST PORT";

    /// <summary>All that can be said.</summary>
    public IReadOnlyList<Setting<ServicePlan>> Settings { get; private protected set; }

    /// <summary>A service with all defaults.</summary>
    public ServicePlan Default => _make();
}

/// <summary>What there is to know of the services of a kind, and how it is said.</summary>
internal sealed class ServiceKind<TPlan>(string name, string does, int port) : ServiceKind(name, does, port, static () => new TPlan())
    where TPlan : ServicePlan, new()
{
    /// <summary>It has a setting of its own.</summary>
    public ServiceKind<TPlan> With<T>(
        string key, string meaning, SettingForm<T> form, Func<TPlan, object?> get, Func<TPlan, T, TPlan> with, bool isRequired = false)
        where T : notnull => Put(new Setting<ServicePlan, TPlan, T>(key, meaning, form, get, with) { IsRequired = isRequired });

    /// <summary>Its strings differ between editions.</summary>
    public ServiceKind<TPlan> WithEdition() => Put(new Setting<ServicePlan, EditionPlan, Edition>(
        "edition",
        Editions.Meaning,
        EditionForm.Instance,
        static plan => plan.Edition,
        static (plan, edition) => plan with { Edition = edition }));

    /// <summary>It speaks lines.</summary>
    public ServiceKind<TPlan> WithLines() => Put(
        new Setting<ServicePlan, LineServicePlan, Dialect>(
            "dialect",
            "How a line ends on the wire. auto: what a client sends shows it, and the client is answered in the same way.",
            SettingForms.Dialect,
            static plan => plan.Lines.Dialect,
            static (plan, dialect) => plan with { Lines = plan.Lines with { Dialect = dialect } }),
        new Setting<ServicePlan, LineServicePlan, TimeSpan>(
            "quiet",
            "auto: first bytes without a line end, and nothing more for this long, are a raw message.",
            SettingForms.TimeThatEnds,
            static plan => plan.Lines.Quiet,
            static (plan, quiet) => plan with { Lines = plan.Lines with { Quiet = quiet } }),
        new Setting<ServicePlan, LineServicePlan, int>(
            "max-line",
            "The longest line, in bytes. A longer one ends the conversation (FIN).",
            SettingForms.Number(1, 64 * 1024 * 1024),
            static plan => plan.Lines.MaxLine,
            static (plan, most) => plan with { Lines = plan.Lines with { MaxLine = most } }));

    /// <summary>A person can try it so.</summary>
    public ServiceKind<TPlan> WithTry(string command)
    {
        Try = command;
        return this;
    }

    private ServiceKind<TPlan> Put(params Setting<ServicePlan>[] settings)
    {
        Settings = [.. Settings, .. settings];
        return this;
    }
}
