using Tincan.Cli.Settings;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Wires;
using Tincan.Wires.Sockets;
using Tincan.Parsing;

namespace Tincan.Cli.Up;

/// <summary>A service as it is planned.</summary>
internal abstract record ServicePlan
{
    /// <summary>What it is called in the plan, in the log and on the page.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where it stands in the file; null if it is not from a file.</summary>
    public SourceValue? Where { get; init; }

    /// <summary>Where it listens; null for the well-known port of its kind, on loopback.</summary>
    public Said<WireAddress>? Listen { get; init; }

    /// <summary>The permissions of its Unix socket's file; null for those of <see cref="SocketListener.OwnerOnly"/>.</summary>
    public Said<UnixFileMode>? SocketMode { get; init; }

    /// <summary>How many bytes the system may hold for a client that does not read; null if the system decides.</summary>
    public int? SendBuffer { get; init; }

    /// <summary>How it speaks TLS; null if it does not.</summary>
    public TlsPlan? Tls { get; init; }

    /// <summary>Its own limits, over those of the plan.</summary>
    public Limits Limits { get; init; } = new();

    public abstract ServiceKind Kind { get; }

    /// <summary>Where it listens.</summary>
    public WireAddress Place => Listen?.Value ?? Kind.Place;

    /// <summary>The servers it asks.</summary>
    public virtual IReadOnlyList<Said<string>> Servers => [];

    /// <summary>How it speaks TLS with them; null if it does not.</summary>
    public virtual TlsClientPlan? ServerTls => null;

    /// <summary>The file that it writes.</summary>
    public virtual Said<string>? Out => null;

    /// <summary>The files that it reads.</summary>
    public IEnumerable<Said<string>> Read => Kind.Settings.SelectMany(setting => setting.Files(this)).Where(file => file != Out);

    /// <summary>It speaks no protocol of its own, so TLS may well go through it.</summary>
    public virtual bool PassesOn => false;

    /// <summary>Where its messages end, for recordings; null if that is not known.</summary>
    public virtual MessageCodec? Codec => null;

    /// <summary>What holds for its kind where nothing is said.</summary>
    public virtual HostOptions Defaults { get; } = new();

    /// <summary>Tells the first of its own settings that does not fit with the others.</summary>
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
        return Tls is { } tls ? prepared with { Tls = PlacedError.Within(tls.Certificate?.Where, Name, () => tls.Open(preparation)) } : prepared;
    }

    /// <summary>Makes the server, with all that it needs but TLS.</summary>
    public abstract ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel);
}

/// <summary>A service that speaks lines.</summary>
internal abstract record LineServicePlan : ServicePlan
{
    /// <summary>Dialect, limit and quiet times.</summary>
    public LineOptions Lines { get; init; } = new();

    public override MessageCodec Codec => MessageCodec.Auto;
}
