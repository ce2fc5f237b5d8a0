using Tincan.Hosting;
using Tincan.Written;

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
            "first-byte",
            "How long a client may take to say anything at all. Then FIN, and RST if that does not end it.",
            static options => options.FirstByteLimit,
            static (options, time) => options with { FirstByteLimit = time }),
        LimitSetting.Time(
            "message-time",
            "How long a client may take over a message once it has begun. Then FIN, and RST if that does not end it.",
            static options => options.MessageLimit,
            static (options, time) => options with { MessageLimit = time }),
        LimitSetting.Time(
            "idle",
            "How long a client may keep the server waiting. Then FIN, and RST if that does not end it.",
            static options => options.IdleLimit,
            static (options, time) => options with { IdleLimit = time }),
        LimitSetting.Time(
            "unread",
            "How long a client may leave unread what one send has. Then RST.",
            static options => options.UnreadLimit,
            static (options, time) => options with { UnreadLimit = time }),
        LimitSetting.Time(
            "life",
            "How long a connection may last. Then the message in hand is finished, FIN, and RST after stop-limit.",
            static options => options.LifeLimit,
            static (options, time) => options with { LifeLimit = time }),
        LimitSetting.TimeThatEnds(
            "linger",
            "How long a client may take to finish after the server has. Then RST.",
            "a client that never finishes must be let go",
            static options => options.LingerLimit,
            static (options, time) => options with { LingerLimit = time }),
        LimitSetting.TimeThatEnds(
            "stop-limit",
            "On Ctrl-C or SIGTERM: how long messages in hand may take. Then RST.",
            "a server that was asked to stop must stop",
            static options => options.StopLimit,
            static (options, time) => options with { StopLimit = time }),
    ];

    private IReadOnlyList<(LimitSetting Limit, WrittenValue Value)> Said { get; init; } = [];

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
    public static Limits Read(string what, WrittenValue written)
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
    public override Limits Read(string key, WrittenValue value) => Limits.Read(key, value);

    /// <summary>They are shown one by one.</summary>
    public override string Write(Limits value) => "";

    public override void WriteSchema(System.Text.Json.Utf8JsonWriter schema) => schema.WriteString("$ref", "#/$defs/limits");
}
