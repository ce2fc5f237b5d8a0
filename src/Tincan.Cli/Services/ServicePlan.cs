using Tincan.Hosting;
using Tincan.Settings;
using Tincan.Wires.Sockets;

namespace Tincan.Cli.Services;

/// <summary>The settings of one service.</summary>
internal abstract record ServicePlan
{
    /// <summary>Its name in the plan, in the log and on the page.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its position in the plan; null on the command line.</summary>
    public SourceValue? Where { get; init; }

    /// <summary>Whether it is the only service, that of a command. Then messages do not name it.</summary>
    public bool IsAlone { get; init; }

    /// <summary>The address to listen on; null for its kind's port on loopback.</summary>
    public Located<WireAddress>? Listen { get; init; }

    /// <summary>The permissions of its Unix socket's file; null for <see cref="SocketListener.OwnerOnly"/>.</summary>
    public Located<UnixFileMode>? SocketMode { get; init; }

    /// <summary>The size of the system's send buffer in bytes; null if the system decides.</summary>
    public int? SendBuffer { get; init; }

    /// <summary>TLS with clients; null for no TLS.</summary>
    public TlsPlan? Tls { get; init; }

    /// <summary>Its own limits, which override those of the plan.</summary>
    public Limits Limits { get; init; } = new();

    /// <summary>What counts as a message, for ladders and faults; null: what its protocol has.</summary>
    public MessageChoice? Messages { get; init; }

    /// <summary>The parameters of a page that are set: <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<Located<string>> Set { get; init; } = [];

    public abstract ServiceKind Kind { get; }

    /// <summary>The address to listen on.</summary>
    public WireAddress Address => Listen?.Value ?? Kind.Address;

    /// <summary>The servers it asks.</summary>
    public virtual IReadOnlyList<Located<string>> Servers => [];

    /// <summary>TLS with those servers; null for no TLS.</summary>
    public virtual TlsClientPlan? ServerTls => null;

    /// <summary>The files that it writes.</summary>
    public IEnumerable<Located<string>> Written => Files(isOutput: true);

    /// <summary>The files that it reads.</summary>
    public IEnumerable<Located<string>> Read => Files(isOutput: false);

    /// <summary>Whether it passes bytes on unchanged, so that TLS can go through it.</summary>
    public virtual bool PassesOn => false;

    /// <summary>The default limits of its kind.</summary>
    public virtual HostOptions Defaults { get; } = new();

    /// <summary>The codec that finds messages, for ladders and faults; null: each read is a message.</summary>
    public virtual MessageCodec? Codec => null;

    /// <summary>A hint for the error that its address is in use; null for none.</summary>
    public virtual string? HintWhenInUse => null;

    /// <summary>A hint for the error that it would ask itself; null for none.</summary>
    public virtual string? HintWhenAskingItself => null;

    /// <summary>Checks that its settings fit together.</summary>
    /// <exception cref="SyntaxException">They do not.</exception>
    public virtual void Check()
    {
        // Most kinds have nothing to check.
    }

    /// <summary>Creates the server and loads its files, and the page of its messages.</summary>
    /// <exception cref="SyntaxException">A file is missing.</exception>
    /// <exception cref="BadFileException">A file is malformed.</exception>
    /// <exception cref="ConnectException">The database of a book cannot be reached.</exception>
    public async Task<Prepared> PrepareWithTlsAsync(Preparation preparation, CancellationToken cancel)
    {
        var prepared = await PrepareAsync(preparation, cancel);
        if (Messages is { } messages)
        {
            prepared = prepared with { Codec = ServiceError.Within(this, messages.Page?.Where, () => messages.Codec(preparation.Find, Set)) };
        }

        return Tls is { } tls ? prepared with { Tls = ServiceError.Within(this, tls.Certificate?.Where, () => tls.Open(preparation)) } : prepared;
    }

    /// <summary>Creates the server and loads its files, without TLS.</summary>
    public abstract ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel);

    private IEnumerable<Located<string>> Files(bool isOutput) =>
        Kind.Settings.Where(setting => setting.Form.IsOutput == isOutput).SelectMany(setting => setting.Files(this));
}

/// <summary>A line-based service.</summary>
internal abstract record LineServicePlan : ServicePlan
{
    /// <summary>The settings for lines.</summary>
    public static IEnumerable<Setting<ServicePlan>> LineSettings { get; } = new GroupSetting<ServicePlan, LineServicePlan, LineOptions>(
        "lines", "", Settings.LineSettings.OfServer, new LineOptions(), static plan => plan.Lines, static (plan, lines) => plan with { Lines = lines }).Options;

    /// <summary>Dialect, maximum length, and the pause that ends a message.</summary>
    public LineOptions Lines { get; init; } = new();

    public override MessageCodec Codec => Settings.LineSettings.CodecOf(Lines.Dialect);
}
