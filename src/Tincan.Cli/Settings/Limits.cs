using Tincan.Hosting;
using Tincan.Parsing.Forms;
using Tincan.Settings;

namespace Tincan.Cli.Settings;

/// <summary>The limits that the user has set. The others keep their defaults.</summary>
internal sealed record Limits
{
    /// <summary>All limits, for plans and for the command line. A new one in <see cref="HostOptions"/> needs an entry here.</summary>
    public static IReadOnlyList<Setting<HostOptions>> All { get; } =
    [
        Limit("max-connections", "Maximum number of connections at once. One more is accepted and reset (RST).",
            SettingForms.Number(1, 1_000_000), static options => options.MaxConnections,
            static (options, most) => options with { MaxConnections = most }),
        Limit("max-per-address", "Maximum number of connections at once from one address (IPv6: one /64). One more is reset (RST).",
            SettingForms.NumberOrNone(1, 1_000_000), static options => options.MaxConnectionsPerAddress,
            static (options, most) => options with { MaxConnectionsPerAddress = most }),
        Limit("max-new-per-address",
            "Rate limit: maximum number of new connections from one address (IPv6: one /64) at once, and per second after that. One more is reset (RST).",
            SettingForms.NumberOrNone(1, HostOptions.LargestMaxNewPerAddress), static options => options.MaxNewPerAddress,
            static (options, most) => options with { MaxNewPerAddress = most }),
        Limit("first-byte-timeout", "How long a client may take to send its first byte. After that the server sends a FIN, and resets the connection if the client does not close it.",
            SettingForms.TimeOrNone, static options => options.FirstByteTimeout, static (options, time) => options with { FirstByteTimeout = time }),
        Limit("message-timeout", "How long a client may take to send one message, from its first byte. After that the server sends a FIN, and resets the connection if the client does not close it.",
            SettingForms.TimeOrNone, static options => options.MessageTimeout, static (options, time) => options with { MessageTimeout = time }),
        Limit("idle-timeout", "How long a client may send nothing while the server waits for it. After that the server sends a FIN, and resets the connection if the client does not close it.",
            SettingForms.TimeOrNone, static options => options.IdleTimeout, static (options, time) => options with { IdleTimeout = time }),
        Limit("write-timeout", "How long a client may take to read one reply. After that the connection is reset (RST).",
            SettingForms.TimeOrNone, static options => options.WriteTimeout, static (options, time) => options with { WriteTimeout = time }),
        Limit("max-connection-age",
            "How long a connection may last. After that the server finishes the current message, sends a FIN, and resets the connection after --drain-timeout.",
            SettingForms.TimeOrNone, static options => options.MaxConnectionAge, static (options, time) => options with { MaxConnectionAge = time }),
        Limit("linger-timeout", "How long a client may take to close the connection after the server's FIN. After that it is reset (RST).",
            SettingForms.Time, static options => options.LingerTimeout, static (options, time) => options with { LingerTimeout = time }),
        Limit("drain-timeout", "How long connections may take to finish their current message after Ctrl-C or SIGTERM. After that they are reset (RST).",
            SettingForms.Time, static options => options.DrainTimeout, static (options, time) => options with { DrainTimeout = time }),
    ];

    /// <summary>The same limits, as settings of this record.</summary>
    public static IReadOnlyList<Setting<Limits>> Settings { get; } = [.. All.Select(static limit => new LimitSetting(limit))];

    /// <summary>The defaults, for help.</summary>
    public HostOptions Usual { get; init; } = new();

    /// <summary>Whether no limit is set.</summary>
    public bool AreNone => Changes.Count == 0;

    private IReadOnlyList<(Setting<HostOptions> Limit, Func<HostOptions, HostOptions> Set)> Changes { get; init; } = [];

    /// <summary>The options with these limits set.</summary>
    public HostOptions Over(HostOptions options) => Changes.Aggregate(options, static (options, change) => change.Set(options));

    /// <summary>
    /// The same, but a limit whose default differs for this kind of service keeps that default: a talk has one client at a time, and no idle timeout. Only
    /// the service's own limits override it.
    /// </summary>
    public HostOptions OverUnlessOwn(HostOptions kind) =>
        (this with { Changes = [.. Changes.Where(change => change.Limit.Of(kind) == change.Limit.Of(new HostOptions()))] }).Over(kind);

    private static Setting<HostOptions, HostOptions, T> Limit<T>(
        string key, string meaning, ValueForm<T> form, Func<HostOptions, object?> get, Func<HostOptions, T, HostOptions> with) => new(key, meaning, form, get, with);

    /// <summary>A limit as a setting of <see cref="Limits"/>, which records that it was set.</summary>
    private sealed class LimitSetting(Setting<HostOptions> limit) : Setting<Limits>(limit.Key, limit.Meaning)
    {
        public override ValueForm Form => limit.Form;

        public override string? Of(Limits owner) => limit.Of(owner.Over(owner.Usual));

        public override IEnumerable<Located<string>> Files(Limits owner) => [];

        public override Limits Read(Limits owner, string name, IReadOnlyList<Token> words) => With(owner, options => limit.Read(options, name, words));

        public override Limits Read(Limits owner, SourceValue value) => With(owner, options => limit.Read(options, value));

        public override JsonNode? ToJson(Limits owner) => limit.ToJson(owner.Over(owner.Usual));

        private Limits With(Limits owner, Func<HostOptions, HostOptions> set)
        {
            // Parsed now, so that an error is reported now.
            set(owner.Usual);
            return owner with { Changes = [.. owner.Changes, (limit, set)] };
        }
    }
}
