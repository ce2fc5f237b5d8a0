using Tincan.Hosting;
using Tincan.Parsing.Forms;
using Tincan.Settings;

namespace Tincan.Cli.Settings;

/// <summary>The limits that are set, over those that hold otherwise.</summary>
internal sealed record Limits
{
    /// <summary>Every limit there is, for plans and for the command line. A new one in <see cref="HostOptions"/> needs a line here.</summary>
    public static IReadOnlyList<Setting<HostOptions>> All { get; } =
    [
        Limit("max-connections", "How many clients at once. The next one is accepted and reset (RST).",
            SettingForms.Number(1, 1_000_000), static options => options.MaxConnections,
            static (options, most) => options with { MaxConnections = most }),
        Limit("max-per-address", "How many clients at once from one address (IPv6: one /64). The next one is reset (RST).",
            SettingForms.NumberOrNone(1, 1_000_000), static options => options.MaxConnectionsPerAddress,
            static (options, most) => options with { MaxConnectionsPerAddress = most }),
        Limit("max-new-per-address",
            "How many new clients from one address (IPv6: one /64) at once, and how many a second after that. One too many is reset (RST).",
            SettingForms.NumberOrNone(1, HostOptions.MostNewPerAddress), static options => options.MaxNewPerAddress,
            static (options, most) => options with { MaxNewPerAddress = most }),
        Limit("first-byte-timeout", "How long a client may take to send its first byte. Then FIN, and RST if that does not end it.",
            SettingForms.TimeOrNone, static options => options.FirstByteTimeout, static (options, time) => options with { FirstByteTimeout = time }),
        Limit("message-timeout", "How long a client may take to send a message once it has begun. Then FIN, and RST if that does not end it.",
            SettingForms.TimeOrNone, static options => options.MessageTimeout, static (options, time) => options with { MessageTimeout = time }),
        Limit("idle-timeout", "How long a client may keep the server waiting. Then FIN, and RST if that does not end it.",
            SettingForms.TimeOrNone, static options => options.IdleTimeout, static (options, time) => options with { IdleTimeout = time }),
        Limit("write-timeout", "How long a client may take to read one reply. Then RST.",
            SettingForms.TimeOrNone, static options => options.WriteTimeout, static (options, time) => options with { WriteTimeout = time }),
        Limit("max-connection-age",
            "How long a connection may last. Then the current message is finished, FIN is sent, and RST after --drain-timeout.",
            SettingForms.TimeOrNone, static options => options.MaxConnectionAge, static (options, time) => options with { MaxConnectionAge = time }),
        Limit("linger-timeout", "How long a client may take to finish after the server has. Then RST.",
            SettingForms.Time, static options => options.LingerTimeout, static (options, time) => options with { LingerTimeout = time }),
        Limit("drain-timeout", "How long connections may take to finish their current message after Ctrl-C or SIGTERM. Then RST.",
            SettingForms.Time, static options => options.DrainTimeout, static (options, time) => options with { DrainTimeout = time }),
    ];

    /// <summary>The same limits, as settings of this.</summary>
    public static IReadOnlyList<Setting<Limits>> Settings { get; } = [.. All.Select(static limit => new LimitSetting(limit))];

    /// <summary>What holds where no limit is set, for help.</summary>
    public HostOptions Usual { get; init; } = new();

    /// <summary>Whether no limit is set.</summary>
    public bool AreNone => Changes.Count == 0;

    private IReadOnlyList<(Setting<HostOptions> Limit, Func<HostOptions, HostOptions> Set)> Changes { get; init; } = [];

    /// <summary>These limits over those that hold otherwise.</summary>
    public HostOptions Over(HostOptions options) => Changes.Aggregate(options, static (options, change) => change.Set(options));

    /// <summary>
    /// The same, but for what a kind of service has for a reason of its own: a talk is with one client at a time, and nobody need speak in it. Only the
    /// service's own limits change that.
    /// </summary>
    public HostOptions OverUnlessOwn(HostOptions kind) =>
        (this with { Changes = [.. Changes.Where(change => change.Limit.Of(kind) == change.Limit.Of(new HostOptions()))] }).Over(kind);

    private static Setting<HostOptions, HostOptions, T> Limit<T>(
        string key, string meaning, ValueForm<T> form, Func<HostOptions, object?> get, Func<HostOptions, T, HostOptions> with) => new(key, meaning, form, get, with);

    /// <summary>A limit as a setting of all limits, which remembers that it is set.</summary>
    private sealed class LimitSetting(Setting<HostOptions> limit) : Setting<Limits>(limit.Key, limit.Meaning)
    {
        public override ValueForm Form => limit.Form;

        public override string? Of(Limits owner) => limit.Of(owner.Over(owner.Usual));

        public override IEnumerable<Located<string>> Files(Limits owner) => [];

        public override Limits Read(Limits owner, string name, IReadOnlyList<Token> words) => With(owner, options => limit.Read(options, name, words));

        public override Limits Read(Limits owner, SourceValue value) => With(owner, options => limit.Read(options, value));

        public override void WriteJson(Utf8JsonWriter json, Limits owner) => limit.WriteJson(json, owner.Over(owner.Usual));

        private Limits With(Limits owner, Func<HostOptions, HostOptions> set)
        {
            // Read at once, to report what is wrong.
            set(owner.Usual);
            return owner with { Changes = [.. owner.Changes, (limit, set)] };
        }
    }
}
