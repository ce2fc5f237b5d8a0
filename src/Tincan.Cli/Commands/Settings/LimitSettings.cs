using System.CommandLine;
using Tincan.Hosting;

namespace Tincan.Cli.Commands;

/// <summary>The limits of every server.</summary>
internal sealed class LimitSettings
{
    private static readonly HostOptions Defaults = new();

    private readonly Option<int> _maxConnections = Opt.Number(
        "--max-connections", Defaults.MaxConnections, 1, 1_000_000, "How many clients at once. The next one is accepted and reset (RST).");

    private readonly Option<int?> _maxPerAddress = Opt.Count(
        "--max-per-address", 1, 1_000_000, "How many clients at once from one address (IPv6: one /64). The next one is reset (RST).");

    private readonly Option<int?> _maxNewPerAddress = Opt.Count(
        "--max-new-per-address",
        1,
        HostOptions.MostNewPerAddress,
        "How many new clients from one address (IPv6: one /64) at once, and how many a second after that. One too many is reset (RST).");

    private readonly Option<TimeSpan> _firstByte = Opt.Time(
        "--first-byte", Defaults.FirstByteLimit, "How long a client may take to say anything at all. Then FIN, and RST if that does not end it.");

    private readonly Option<TimeSpan> _messageTime;
    private readonly Option<TimeSpan> _idle;
    private readonly Option<TimeSpan> _unread;

    private readonly Option<TimeSpan> _life = Opt.Time(
        "--life", Defaults.LifeLimit, "How long a connection may last. Then the message in hand is finished, FIN, and RST after --stop-limit.");

    private readonly Option<int?> _sendBuffer = Opt.Count(
        "--send-buffer",
        1024,
        64 * 1024 * 1024,
        "How many bytes the system may hold for a client that does not read. The server itself holds what one send has. none: the system decides.");

    private readonly Option<TimeSpan> _stopLimit = Opt.Time(
        "--stop-limit", Defaults.StopLimit, "On Ctrl-C or SIGTERM: how long messages in hand may take. Then RST.");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="patience">The default of the times in which a client keeps the server waiting; null for those of every server.</param>
    public LimitSettings(Command command, TimeSpan? patience)
    {
        _messageTime = Opt.Time(
            "--message-time",
            patience ?? Defaults.MessageLimit,
            "How long a client may take over a message once it has begun. Then FIN, and RST if that does not end it.");
        _idle = Opt.Time(
            "--idle", patience ?? Defaults.IdleLimit, "How long a client may keep the server waiting. Then FIN, and RST if that does not end it.");
        _unread = Opt.Time(
            "--unread", patience ?? Defaults.UnreadLimit, "How long a client may leave unread what one send has. Then RST.");
        _stopLimit.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: "none" }])
            {
                result.AddError("--stop-limit: a server that was asked to stop must stop: write 5s, 200ms, 2m or 1h");
            }
        });
        foreach (var option in new Option[]
        {
            _firstByte, _messageTime, _idle, _unread, _life, _maxConnections, _maxPerAddress, _maxNewPerAddress, _sendBuffer, _stopLimit,
        })
        {
            command.Add(option);
        }
    }

    /// <summary>How many bytes the system may hold for a client that does not read; null if the system decides.</summary>
    public int? SendBuffer(ParseResult parsed) => parsed.GetValue(_sendBuffer);

    /// <summary>Puts the limits into a host's options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">Everything else.</param>
    public HostOptions Read(ParseResult parsed, HostOptions options) => options with
    {
        MaxConnections = parsed.GetValue(_maxConnections),
        MaxConnectionsPerAddress = parsed.GetValue(_maxPerAddress),
        MaxNewPerAddress = parsed.GetValue(_maxNewPerAddress),
        FirstByteLimit = parsed.GetValue(_firstByte),
        MessageLimit = parsed.GetValue(_messageTime),
        IdleLimit = parsed.GetValue(_idle),
        UnreadLimit = parsed.GetValue(_unread),
        LifeLimit = parsed.GetValue(_life),
        StopLimit = parsed.GetValue(_stopLimit),
    };
}
