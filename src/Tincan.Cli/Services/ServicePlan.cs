using Tincan.Cli.Settings;
using Tincan.Hosting;
using Tincan.Settings;
using Tincan.Wires.Sockets;

namespace Tincan.Cli.Services;

/// <summary>A service as it is planned.</summary>
internal abstract record ServicePlan
{
    /// <summary>What it is called in the plan, in the log and on the page.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its position in the file; null if it is not from a file.</summary>
    public SourceValue? Where { get; init; }

    /// <summary>The only service of a command line, so that nothing need say which one it is.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Where it listens; null for the well-known port of its kind, on loopback.</summary>
    public Located<WireAddress>? Listen { get; init; }

    /// <summary>The permissions of its Unix socket's file; null for those of <see cref="SocketListener.OwnerOnly"/>.</summary>
    public Located<UnixFileMode>? SocketMode { get; init; }

    /// <summary>How many bytes the system may hold for a client that does not read; null if the system decides.</summary>
    public int? SendBuffer { get; init; }

    /// <summary>How it speaks TLS; null if it does not.</summary>
    public TlsPlan? Tls { get; init; }

    /// <summary>Its own limits, over those of the plan.</summary>
    public Limits Limits { get; init; } = new();

    public abstract ServiceKind Kind { get; }

    /// <summary>Where it listens.</summary>
    public WireAddress Address => Listen?.Value ?? Kind.Address;

    /// <summary>The servers it asks.</summary>
    public virtual IReadOnlyList<Located<string>> Servers => [];

    /// <summary>How it speaks TLS with them; null if it does not.</summary>
    public virtual TlsClientPlan? ServerTls => null;

    /// <summary>The files that it writes.</summary>
    public IEnumerable<Located<string>> Written => Files(isOutput: true);

    /// <summary>The files that it reads.</summary>
    public IEnumerable<Located<string>> Read => Files(isOutput: false);

    /// <summary>It speaks no protocol of its own, so TLS may well go through it.</summary>
    public virtual bool PassesOn => false;

    /// <summary>What holds for its kind where nothing is set.</summary>
    public virtual HostOptions Defaults { get; } = new();

    /// <summary>What counts as a message, for what is drawn and for faults; null: each read is one.</summary>
    public virtual MessageCodec? Codec => null;

    /// <summary>What else to say if another program listens on its address; null for nothing.</summary>
    public virtual string? HintWhenInUse => null;

    /// <summary>What to do if it would ask itself; null for nothing.</summary>
    public virtual string? HintWhenAskingItself => null;

    /// <summary>Reports the first of its own settings that does not fit with the others.</summary>
    /// <exception cref="SyntaxException">There is one.</exception>
    public virtual void Check()
    {
        // Most settings fit with any others.
    }

    /// <summary>Makes the server, with all that it needs.</summary>
    /// <exception cref="SyntaxException">A file is missing.</exception>
    /// <exception cref="BadFileException">A file cannot be used as it is.</exception>
    /// <exception cref="ConnectException">The database of a book cannot be reached.</exception>
    public async Task<Prepared> PrepareWithTlsAsync(Preparation preparation, CancellationToken cancel)
    {
        var prepared = await PrepareAsync(preparation, cancel);
        return Tls is { } tls ? prepared with { Tls = ServiceError.Within(this, tls.Certificate?.Where, () => tls.Open(preparation)) } : prepared;
    }

    /// <summary>Makes the server, with all that it needs but TLS.</summary>
    public abstract ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel);

    private IEnumerable<Located<string>> Files(bool isOutput) =>
        Kind.Settings.Where(setting => setting.Form.IsOutput == isOutput).SelectMany(setting => setting.Files(this));
}

/// <summary>A service that speaks lines.</summary>
internal abstract record LineServicePlan : ServicePlan
{
    /// <summary>The settings of its lines.</summary>
    public static IEnumerable<Setting<ServicePlan>> LineSettings { get; } = new GroupSetting<ServicePlan, LineServicePlan, LineOptions>(
        "lines", "", Settings.LineSettings.OfServer, new LineOptions(), static plan => plan.Lines, static (plan, lines) => plan with { Lines = lines }).Options;

    /// <summary>Dialect, limit and quiet times.</summary>
    public LineOptions Lines { get; init; } = new();

    public override MessageCodec Codec => Settings.LineSettings.CodecOf(Lines.Dialect);
}
