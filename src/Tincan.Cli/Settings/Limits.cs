using Tincan.Hosting;
using Tincan.Parsing;

namespace Tincan.Cli.Settings;

/// <summary>The limits that were said, to be put over those that hold otherwise.</summary>
internal sealed record Limits
{
    /// <summary>Every limit there is, of a plan and of the command line. Who adds one to <see cref="HostOptions"/> adds a line here.</summary>
    public static IReadOnlyList<LimitSetting> All { get; } =
    [
        LimitSetting.Number(
            "max-connections",
            "How many clients at once. The next one is accepted and reset (RST).",
            1,
            1_000_000,
            static options => options.MaxConnections,
            static (options, most) => options with { MaxConnections = most }),
        LimitSetting.Count(
            "max-per-address",
            "How many clients at once from one address (IPv6: one /64). The next one is reset (RST).",
            1,
            1_000_000,
            static options => options.MaxConnectionsPerAddress,
            static (options, most) => options with { MaxConnectionsPerAddress = most }),
        LimitSetting.Count(
            "max-new-per-address",
            "How many new clients from one address (IPv6: one /64) at once, and how many a second after that. One too many is reset (RST).",
            1,
            HostOptions.MostNewPerAddress,
            static options => options.MaxNewPerAddress,
            static (options, most) => options with { MaxNewPerAddress = most }),
        LimitSetting.Time(
            "first-byte-timeout",
            "How long a client may take to say anything at all. Then FIN, and RST if that does not end it.",
            static options => options.FirstByteTimeout,
            static (options, time) => options with { FirstByteTimeout = time }),
        LimitSetting.Time(
            "message-timeout",
            "How long a client may take over a message once it has begun. Then FIN, and RST if that does not end it.",
            static options => options.MessageTimeout,
            static (options, time) => options with { MessageTimeout = time }),
        LimitSetting.Time(
            "idle-timeout",
            "How long a client may keep the server waiting. Then FIN, and RST if that does not end it.",
            static options => options.IdleTimeout,
            static (options, time) => options with { IdleTimeout = time }),
        LimitSetting.Time(
            "write-timeout",
            "How long a client may leave unread what one send has. Then RST.",
            static options => options.WriteTimeout,
            static (options, time) => options with { WriteTimeout = time }),
        LimitSetting.Time(
            "max-connection-age",
            "How long a connection may last. Then the message in hand is finished, FIN, and RST after drain-timeout.",
            static options => options.MaxConnectionAge,
            static (options, time) => options with { MaxConnectionAge = time }),
        LimitSetting.TimeThatEnds(
            "linger-timeout",
            "How long a client may take to finish after the server has. Then RST.",
            "a client that never finishes must be let go",
            static options => options.LingerTimeout,
            static (options, time) => options with { LingerTimeout = time }),
        LimitSetting.TimeThatEnds(
            "drain-timeout",
            "On Ctrl-C or SIGTERM: how long messages in hand may take. Then RST.",
            "a server that was asked to stop must stop",
            static options => options.DrainTimeout,
            static (options, time) => options with { DrainTimeout = time }),
    ];

    private IReadOnlyList<(LimitSetting Limit, SourceValue Value)> Said { get; init; } = [];

    /// <summary>Whether nothing was said.</summary>
    public bool AreNone => Said.Count == 0;

    /// <summary>These limits instead of those that hold otherwise.</summary>
    public HostOptions Over(HostOptions options) => Said.Aggregate(options, static (options, said) => said.Limit.Read(options, said.Value));

    /// <summary>
    /// The same, but for what a kind of service has for a reason of its own: a talk is with one at a time, and nobody need speak in it. Only the
    /// service's own limits change that.
    /// </summary>
    public HostOptions OverUnlessOwn(HostOptions kind) =>
        (this with { Said = [.. Said.Where(said => said.Limit.Of(kind) == said.Limit.Of(new HostOptions()))] }).Over(kind);

    /// <summary>Reads them, and tells at once what is wrong.</summary>
    public static Limits Read(string what, SourceValue written)
    {
        SettingReader.Read(new HostOptions(), written, what, All);
        return new Limits
        {
            Said = [.. written.Members.Select(static said => (All.First(limit => limit.Key == said.Key.Text), said.Value))],
        };
    }
}

/// <summary>Limits, in an object of their own.</summary>
internal sealed class LimitsForm : SettingForm<Limits>
{
    public override Limits Read(string key, SourceValue value) => Limits.Read(key, value);

    /// <summary>They are shown one by one.</summary>
    public override string Write(Limits value) => "";

    public override void WriteSchema(System.Text.Json.Utf8JsonWriter schema) => schema.WriteString("$ref", "#/$defs/limits");
}
